/** Tries one target with tiny calls before a run: one for the answer, and if it came, one for tools and one for JSON. */
import { recordOf } from '../base/typed-keys.ts';
import { nowMs } from '../base/clock.ts';
import type { CallResult } from '../contract/attempt.ts';
import { AssayError } from '../contract/errors.ts';
import { answeredOutcomes, type ErrorClass } from '../contract/outcome.ts';
import { abilities, type Ability, type AbilityVerdict, type TargetCheck } from '../contract/provider.ts';
import type { Parameters, Target, Tool } from '../contract/suite.ts';
import { openLanes, type Lanes, type LanesOptions } from './lanes/open-lanes.ts';

type Verdicts = Record<Ability, AbilityVerdict>;

/** Enough for a model that thinks before it says little. */
const probeOutputTokens = 256;
const timeoutMs = 60_000;

const reportNumber: Tool = {
  name: 'report_number',
  description: 'Reports a number.',
  parameters: { type: 'object', properties: { number: { type: 'integer' } }, required: ['number'] },
};
const questions = {
  answer: { text: 'Count from 1 to 10, separated by spaces. Nothing else.', tools: [], parameters: {} },
  tools: {
    text: 'Report the number 7 with the tool.',
    tools: [reportNumber],
    parameters: { toolChoice: 'required' },
  },
  json: {
    text: 'Answer with this JSON object and nothing else: {"ok": true}',
    tools: [],
    parameters: { responseFormat: 'json' },
  },
} satisfies Record<string, { text: string; tools: Tool[]; parameters: Parameters }>;

const answered = (result: CallResult): boolean => answeredOutcomes.has(result.outcome);

/** The provider has looked at the request itself: so it took the key. */
const pastTheKey: ReadonlySet<ErrorClass> = new Set([
  'not_found',
  'bad_request',
  'context_length',
  'content_filter',
  'rate_limit',
  'quota',
]);

function ofAnswer(result: CallResult): Partial<Verdicts> {
  const failed = result.failure?.class;
  if (answered(result)) {
    const frames = result.frames.at.length;
    return {
      key: 'yes',
      model: 'yes',
      answers: frames > 0 ? 'yes' : 'unknown',
      streams: frames > 1 ? 'yes' : frames === 1 ? 'no' : 'unknown',
      usage: result.tokens === null ? 'no' : 'yes',
    };
  }
  return {
    key: failed === 'auth' ? 'no' : failed && pastTheKey.has(failed) ? 'yes' : 'unknown',
    model: failed === 'not_found' ? 'no' : 'unknown',
    answers: 'no',
  };
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A refusal of the request says no; an outage says nothing. */
function ofAbility(result: CallResult, shows: (result: CallResult) => boolean): AbilityVerdict {
  if (answered(result)) return shows(result) ? 'yes' : result.outcome === 'truncated' ? 'unknown' : 'no';
  return result.failure?.class === 'bad_request' || result.failure?.class === 'not_found' ? 'no' : 'unknown';
}

async function ask(lanes: Lanes, target: Target, question: keyof typeof questions): Promise<CallResult> {
  const { text, tools, parameters } = questions[question];
  const { toolChoice: _, responseFormat: __, maxOutputTokens, ...own } = target.parameters;
  const most = Math.min(maxOutputTokens ?? probeOutputTokens, probeOutputTokens);
  return lanes.call({
    target: { ...target, parameters: { ...own, maxOutputTokens: most, ...parameters } },
    messages: [{ role: 'user', content: text }],
    tools,
    timeoutMs: Math.min(timeoutMs, target.limits.timeoutMs),
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });
}

function since(at: number | undefined, sent: number | null): number | null {
  return at === undefined || sent === null ? null : at - sent;
}

function problemOf(results: CallResult[]): TargetCheck['problem'] {
  const failed = results.find((result) => result.failure !== null)?.failure;
  return failed ? { class: failed.class, message: failed.message, remedy: null } : null;
}

/** Everything known without the price; `results` are the calls that were made, for whoever knows it. */
export interface CheckedTarget {
  check: Omit<TargetCheck, 'cost_nanousd'>;
  results: CallResult[];
}

async function callsOf(
  target: Target,
  options: Omit<LanesOptions, 'targets' | 'threads'>,
): Promise<{ verdicts: Partial<Verdicts>; results: CallResult[] }> {
  const lanes = await openLanes({ ...options, targets: [target], threads: 1 });
  try {
    const first = await ask(lanes, target, 'answer');
    if (!answered(first)) return { verdicts: ofAnswer(first), results: [first] };
    const withTool = await ask(lanes, target, 'tools');
    const asJson = await ask(lanes, target, 'json');
    const verdicts: Partial<Verdicts> = {
      ...ofAnswer(first),
      tools: ofAbility(withTool, ({ answer }) => (answer?.toolCalls.length ?? 0) > 0),
      json: ofAbility(asJson, ({ answer }) => parses(answer?.text ?? '')),
    };
    return { verdicts, results: [first, withTool, asJson] };
  } finally {
    await lanes.close();
  }
}

/** Never throws an `AssayError`: a missing key, package or address is what is found. */
export async function checkTarget(
  target: Target,
  options: Omit<LanesOptions, 'targets' | 'threads'>,
): Promise<CheckedTarget> {
  const nothing = recordOf(abilities, (): AbilityVerdict => 'unknown');
  const place = {
    target_id: target.id,
    label: target.label,
    provider: target.provider,
    model: target.model,
  };
  const none = { ttft_ms: null, e2e_ms: null, response_model: null, calls: 0 };
  try {
    const { verdicts, results } = await callsOf(target, options);
    const first = results[0];
    const sent = first?.timestamps.sent ?? null;
    const times = {
      ttft_ms: since(first?.frames.at[0], sent),
      e2e_ms: since(first?.frames.at.at(-1), sent),
      response_model: first?.responseModel ?? null,
      calls: results.length,
    };
    const check = { ...place, abilities: { ...nothing, ...verdicts }, ...times, problem: problemOf(results) };
    return { check, results };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const verdicts: Verdicts = { ...nothing, ...(error.code === 'key-missing' ? { key: 'no' } : {}) };
    const problem = { class: null, message: error.message, remedy: error.remedy ?? null };
    return { check: { ...place, abilities: verdicts, ...none, problem }, results: [] };
  }
}
