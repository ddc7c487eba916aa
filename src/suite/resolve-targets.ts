import { stableId } from '../base/id.ts';
import type { Limits, LimitsEntry } from '../contract/limits.ts';
import type { Parameters, Prompt, Target, TargetEntry } from '../contract/suite.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import type { Located } from './draft.ts';
import { uniqueLabels } from './label-targets.ts';
import type { LocatedTarget } from './label-targets.ts';
import { parseModel } from './parse-model.ts';
import { choosePrompts } from './resolve-prompts.ts';
import { showValue } from '../contract/problems/show-value.ts';
import type { Report } from './source.ts';

type LongEntry = Exclude<TargetEntry, string>;

export interface TargetDefaults {
  prompts: Prompt[];
  parameters: Parameters;
  limits: LimitsEntry;
  /** Every target is asked in a batch, whatever its entry says. */
  batch?: boolean;
  /** Ids of the providers there are; without them any is taken. */
  providers?: readonly string[];
}

const longEntry = (entry: TargetEntry): LongEntry => (typeof entry === 'string' ? { model: entry } : entry);

/** Options of a provider are merged one level deeper than the rest. */
function mergeParameters(base: Parameters, own: Parameters = {}): Parameters {
  if (!base.providerOptions || !own.providerOptions) return { ...base, ...own };
  const providerOptions = { ...base.providerOptions };
  for (const [provider, options] of Object.entries(own.providerOptions)) {
    providerOptions[provider] = { ...providerOptions[provider], ...options };
  }
  return { ...base, ...own, providerOptions };
}

const guarded = [
  'maxResponseMb',
  'maxFrameMb',
  'requestsPerMinute',
  'tokensPerMinute',
  'reserveShare',
  'maxErrorShare',
] as const;

/** Without what a suite's limits hold besides those of a target. */
const given = (limits: LimitsEntry): Partial<Limits> =>
  Object.fromEntries(guarded.flatMap((name) => (limits[name] === undefined ? [] : [[name, limits[name]]])));

function mergeLimits(base: LimitsEntry, own: LimitsEntry = {}): Limits {
  const { concurrency, timeoutSeconds = 120, retries = 2, timeBudgetSeconds, ...rest } = { ...base, ...own };
  return {
    concurrency: concurrency ?? 4,
    ...(concurrency === undefined && { maxConcurrency: 32 }),
    timeoutMs: timeoutSeconds * 1000,
    retries,
    ...(timeBudgetSeconds !== undefined && { timeBudgetMs: timeBudgetSeconds * 1000 }),
    ...given(rest),
  };
}

/**
 * An id comes from all that shapes an answer; label, price, key and limits may change without making another target. What
 * is asked in a batch has no latency and another price: it is not to be mixed with calls that were made one by one.
 */
function targetId(target: Omit<Target, 'id'>, prompt: Prompt): string {
  const { provider, model, parameters, baseUrl, batch } = target;
  const way = batch ? ['batch'] : [];
  return stableId(provider, model, canonicalJson(prompt), canonicalJson(parameters), baseUrl ?? '', ...way);
}

function priceOf({ price }: LongEntry): Pick<Target, 'price' | 'usdPerHour'> {
  if (!price) return {};
  return 'perHour' in price ? { usdPerHour: price.perHour } : { price };
}

function pairWithPrompt(
  entry: LongEntry,
  name: { provider: string; model: string },
  prompt: Prompt,
  defaults: TargetDefaults,
): Target {
  const isBatch = defaults.batch === true || entry.batch === true;
  const target: Omit<Target, 'id'> = {
    label: entry.label ?? (isBatch ? `${entry.model} (batch)` : entry.model),
    ...name,
    promptId: prompt.id,
    parameters: mergeParameters(defaults.parameters, entry.parameters),
    ...(entry.baseUrl === undefined ? {} : { baseUrl: entry.baseUrl }),
    ...(entry.apiKeyEnv === undefined ? {} : { apiKeyEnv: entry.apiKeyEnv }),
    ...(entry.headers ? { headers: entry.headers } : {}),
    ...priceOf(entry),
    ...(isBatch && { batch: true }),
    limits: mergeLimits(defaults.limits, entry.limits),
  };
  return { id: targetId(target, prompt), ...target };
}

/** A key in place of its variable's name must not be shown, nor sent to a list of known names. */
function checkKeyName({ source }: Located<TargetEntry>, name: string | undefined, report: Report): void {
  if (name === undefined || /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name)) return;
  report({
    message: '`apiKeyEnv` is not the name of an environment variable.',
    ...source.place(['apiKeyEnv']),
    expected: 'a name such as OPENAI_API_KEY',
    remedy:
      'If this is the key itself: remove it from the file, put it in an environment variable, and name the variable here.',
  });
}

function targetsOfEntry(
  located: Located<TargetEntry>,
  defaults: TargetDefaults,
  report: Report,
): LocatedTarget[] {
  const entry = longEntry(located.value);
  const at = typeof located.value === 'string' ? [] : ['model'];
  checkKeyName(located, entry.apiKeyEnv, report);
  const prompts = choosePrompts(defaults.prompts, entry.prompts, (id, index, hint) =>
    report({ message: `There is no prompt "${id}".`, ...located.source.place(['prompts', index]), ...hint }),
  );
  const name = parseModel(entry.model, defaults.providers);
  if ('expected' in name) {
    report({ message: `${showValue(entry.model)} is not a model.`, ...located.source.place(at), ...name });
    return [];
  }
  return prompts.map((prompt) => ({ ...located, target: pairWithPrompt(entry, name, prompt, defaults) }));
}

/** Each model with each of its prompts; the same target twice is reported, equal labels are told apart. */
export function resolveTargets(
  entries: Located<TargetEntry>[],
  defaults: TargetDefaults,
  report: Report,
): LocatedTarget[] {
  const found = entries.flatMap((entry) => targetsOfEntry(entry, defaults, report));
  const seen = new Map<string, LocatedTarget>();
  const distinct = found.filter((located) => {
    const first = seen.get(located.target.id);
    if (!first) return Boolean(seen.set(located.target.id, located));
    const { location, path } = first.source.place([]);
    report({
      message: `"${located.target.label}" is a duplicate target.`,
      ...located.source.place([]),
      expected: `a model, prompt or parameter different from the target at ${path ?? location.file}${location.line === undefined ? '' : ` (line ${location.line})`}`,
      remedy: 'Remove one of them; to repeat calls use `repeats`.',
    });
    return false;
  });
  return uniqueLabels(distinct, report);
}
