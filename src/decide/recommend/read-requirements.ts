/** Wishes as text, from a command line or an address, to wishes. Throws `usage` with the offending word. */
import { readFraction, type FractionKind } from '../../base/fraction.ts';
import { AssayError } from '../../contract/errors.ts';
import { scopes, type Scope } from '../../contract/scope.ts';
import type { Traffic, Weights, Requirements } from '../../contract/recommendation.ts';
import { cellState, isAnswered, type ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { targetNamed } from '../target-named.ts';
import { expectedCalls, partObstacle, type PartObstacle } from './parts.ts';
import { isCovered } from './checks.ts';

/** Quality that may be lost when nothing is said: three points in a hundred. */
const defaultMargin = 0.03;
const defaultMaxErrors = 0.05;
/** One answer in twenty: beyond that quality, cost and time are of the limit rather than of the model. */
const defaultMaxTruncated = 0.05;

export interface RequirementInput {
  scope?: string | undefined;
  baseline?: string | undefined;
  margin?: string | number | undefined;
  minQuality?: string | number | undefined;
  maxP95?: string | number | undefined;
  maxErrors?: string | number | undefined;
  maxTruncated?: string | number | undefined;
  maxPer1k?: string | number | undefined;
  maxMonthly?: string | number | undefined;
  context?: string | number | undefined;
  needs?: string | undefined;
  calls?: string | number | undefined;
  inputTokens?: string | number | undefined;
  outputTokens?: string | number | undefined;
  mix?: string | undefined;
  weights?: string | undefined;
}

function refuse(what: string, text: string | number, expected: string): never {
  throw new AssayError('usage', `${what} is "${text}"`, { remedy: `Expected ${expected}.` });
}

function positive(what: string, text: string | number | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : refuse(what, text, 'a number above 0');
}

/** `0.03` or `3%`; a number is a fraction. */
function share(
  what: string,
  text: string | number | undefined,
  kind: FractionKind = 'fraction',
): number | null {
  if (text === undefined) return null;
  if (typeof text === 'number' && text >= 0 && text <= 1) return text;
  const read = readFraction(String(text), kind);
  return 'value' in read ? read.value : refuse(what, text, read.expected);
}

/** `a=3,b=1`. */
function parts(what: string, text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const at = part.lastIndexOf('=');
      const value = Number(part.slice(at + 1));
      if (at < 1 || !(value >= 0) || part.endsWith('='))
        refuse(what, text, 'name=number, separated by commas');
      return [part.slice(0, at).trim(), value];
    }),
  );
}

function weightsOf(text: string | undefined): Weights | null {
  if (text === undefined) return null;
  const given = parts('weights', text);
  const weights: Weights = { quality: 0, cost: 0, speed: 0 };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(weights, name)) refuse('a weight', name, 'quality, cost or speed');
    weights[name as keyof Weights] = value;
  }
  return weights.quality + weights.cost + weights.speed > 0
    ? weights
    : refuse('weights', text, 'at least one above 0');
}

function trafficOf(words: RequirementInput): Traffic | null {
  const calls = positive('calls a month', words.calls);
  const of = {
    input_tokens: positive('input tokens', words.inputTokens),
    output_tokens: positive('output tokens', words.outputTokens),
    mix: words.mix === undefined ? null : parts('mix', words.mix),
  };
  if (calls !== null) return { calls, ...of };
  if (words.maxMonthly !== undefined)
    throw new AssayError('usage', 'a monthly budget requires the number of calls per month');
  // per 1,000 calls these count without a month too
  return of.mix || of.input_tokens !== null || of.output_tokens !== null ? { calls: 1000, ...of } : null;
}

/** Mean quality of what was judged of a target, a call without an answer counting 0, and the share of the suite that is. */
function judgedOf(
  table: ResultTable,
  target: number,
): { quality: number; coverage: number; obstacle: PartObstacle | null } {
  const size = table.cases.length * table.repeats;
  let [sum, judged] = [0, 0];
  for (let row = target * size; row < (target + 1) * size; row++) {
    const quality = table.quality[row] as number;
    if (isAnswered(table.state[row]) && !Number.isNaN(quality)) sum += quality;
    else if (table.state[row] !== cellState.failed) continue;
    judged++;
  }
  return {
    quality: judged === 0 ? 0 : sum / judged,
    coverage: judged / expectedCalls(table, target),
    obstacle: partObstacle(table.targets[target]?.part),
  };
}

/** The one with the highest mean quality of those that were judged throughout, if there are any. `null` when nothing was right. */
function bestQuality(table: ResultTable): string | null {
  const found = table.targets.map((_, t) => judgedOf(table, t));
  const isAnyCovered = found.some(isCovered);
  const means = found.map((one) => (isAnyCovered && !isCovered(one) ? 0 : one.quality));
  const best = Math.max(0, ...means);
  return best === 0 ? null : (table.targets[means.indexOf(best)]?.id ?? null);
}

/** What may be asked of a model; what is known of each comes from models.dev. */
const abilities = ['tools', 'json', 'reasoning', 'images', 'files', 'audio'];

function abilitiesOf(text: string | undefined): string[] {
  const words = text?.split(',').map((word) => word.trim()) ?? [];
  for (const word of words)
    if (!abilities.includes(word))
      refuse('ability', word, `some of ${abilities.join(', ')}, separated by commas`);
  return words;
}

/** Without a baseline named here or in the suite, the one with the highest quality is it. */
export function requirementsOf(
  words: RequirementInput,
  run: Pick<Run, 'targets' | 'baseline_id'>,
  table: ResultTable,
): Requirements {
  const { scope = 'work', baseline } = words;
  if (!scopes.includes(scope as Scope)) refuse('scope', scope, scopes.join(' or '));
  return {
    scope: scope as Scope,
    baseline_id:
      baseline === undefined
        ? (run.baseline_id ?? bestQuality(table))
        : targetNamed(run.targets, baseline, { where: 'this run' }).id,
    ...(baseline === undefined && run.baseline_id === null && { baseline_is_best: true }),
    margin: share('margin', words.margin, 'margin') ?? defaultMargin,
    quality_floor: share('min quality', words.minQuality),
    max_p95_ms: positive('p95 in ms', words.maxP95),
    max_error_rate: share('error rate', words.maxErrors) ?? defaultMaxErrors,
    max_truncated_rate: share('fraction of truncated answers', words.maxTruncated) ?? defaultMaxTruncated,
    max_per_1k_usd: positive('dollars per 1,000 calls', words.maxPer1k),
    max_monthly_usd: positive('dollars per month', words.maxMonthly),
    context_tokens: positive('context in tokens', words.context),
    abilities: abilitiesOf(words.needs),
    traffic: trafficOf(words),
    weights: weightsOf(words.weights),
  };
}
