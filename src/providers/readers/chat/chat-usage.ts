/**
 * Usage of Chat Completions as disjoint buckets. Servers differ in what their totals contain (xAI counts reasoning beside the completion, some
 * gateways the cache beside the prompt): arithmetic tells. What does not add up is unknown.
 */
import type { Tokens } from '../../../contract/attempt.ts';
import { modalityCounts } from '../../lanes/modality-counts.ts';
import type { JsonObject } from '../answer-reader.ts';
import { countOf, tokensOfCounts } from '../counts.ts';
import { fieldsOf } from '../fields.ts';

/** `undefined`: not said; `null`: said, and no count. */
type Count = number | null | undefined;

export interface Report {
  input: Count;
  output: Count;
  total: Count;
  cacheRead: Count;
  cacheWrite: Count;
  reasoning: Count;
}

/** The first name that has a count above zero, else the first that is said. */
function first(...places: [from: JsonObject, ...names: string[]][]): Count {
  let found: Count;
  for (const [from, ...names] of places)
    for (const name of names) {
      const value = from[name];
      if (value === undefined || value === null) continue;
      const count = countOf(value);
      if (count) return count;
      found ??= count;
    }
  return found;
}

function reportOf(usage: JsonObject): Report {
  const input = fieldsOf(usage['prompt_tokens_details'] ?? usage['input_tokens_details']);
  const output = fieldsOf(usage['completion_tokens_details'] ?? usage['output_tokens_details']);
  return {
    input: first([usage, 'prompt_tokens', 'input_tokens']),
    output: first([usage, 'completion_tokens', 'output_tokens']),
    total: first([usage, 'total_tokens']),
    cacheRead: first(
      [input, 'cached_tokens', 'cache_read_tokens'],
      [usage, 'prompt_cache_hit_tokens', 'num_cached_tokens', 'cached_tokens', 'cache_read_input_tokens'],
    ),
    cacheWrite: first(
      [input, 'cache_write_tokens', 'cache_creation_tokens', 'cached_creation_tokens'],
      [usage, 'cache_write_tokens', 'cache_creation_input_tokens'],
    ),
    reasoning: first([output, 'reasoning_tokens'], [usage, 'reasoning_tokens']),
  };
}

/** Fills in a total that is not said from the two that are. */
function completed(report: Report): Report {
  const { input, output, total } = report;
  const rest = (other: Count) => (total && other && total > other ? total - other : undefined);
  return {
    ...report,
    input: input === undefined ? rest(output) : input,
    output: output === undefined ? rest(input) : output,
  };
}

/** Later reports are truer, but a zero says nothing against a count. */
export function laterReport(earlier: Report | null, usage: JsonObject): Report {
  const later = reportOf(usage);
  if (!earlier) return later;
  const names = Object.keys(later) as (keyof Report)[];
  for (const name of names) later[name] ||= earlier[name] ?? later[name];
  return later;
}

interface Split {
  /** Neither read from nor written to a cache. */
  fresh: number | null;
  visible: number | null;
  reasoning: Count;
}

const atLeastZero = (count: number): number | null => (count < 0 ? null : count);

/** `null`: the counts contradict each other. */
function splitOf({ input, output, total, cacheRead, cacheWrite, reasoning }: Report): Split | null {
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const thought = reasoning ?? 0;
  // a count that is none leaves what it is part of unknown
  const isInputKnown = input != null && cacheRead !== null && cacheWrite !== null;
  const isOutputKnown = output != null && reasoning !== null;
  const within: Split = {
    fresh: isInputKnown ? atLeastZero(input - cached) : null,
    visible: isOutputKnown ? atLeastZero(output - thought) : null,
    reasoning,
  };
  if (!isInputKnown || !isOutputKnown) return within;
  const sum = input + output;
  const thoughtBeside: Split = { ...within, visible: output };
  // a total that is less than its parts is none
  if (!total || total <= Math.max(input, output)) return thought > output ? thoughtBeside : within;
  switch (total) {
    case sum:
    // some leave the cache out of the total alone
    case sum - cached:
      return within;
    case sum + thought:
      return thoughtBeside;
    case sum + cached:
      return { ...within, fresh: input };
    case sum + cached + thought:
      return { fresh: input, visible: output, reasoning };
  }
  // tokens that nobody names are thoughts which the server does not tell: billed as output
  return total > sum && reasoning === undefined
    ? { ...within, visible: output, reasoning: total - sum }
    : null;
}

/** `null`: nothing is said, or nothing that can be believed. */
export function tokensOfReport(said: Report, usage: JsonObject): Tokens | null {
  const report = completed(said);
  const { input, output, cacheRead, cacheWrite } = report;
  const split = splitOf(report);
  if (!split || (input == null && output == null)) return null;
  const { fresh, visible, reasoning } = split;
  const tokens = tokensOfCounts({
    fresh,
    visible,
    cacheRead: cacheRead ?? null,
    cacheWrite: cacheWrite ?? null,
    reasoning: reasoning ?? null,
    ...modalityCounts(usage),
  });
  // more reasoning than output in all: which of the two is wrong cannot be told
  const isOutputWrong = visible === null && reasoning != null;
  return {
    ...tokens,
    inputTotal: tokens.inputTotal ?? input ?? null,
    outputTotal: isOutputWrong ? null : (output ?? null),
  };
}

/** The provider's own price of the answer, where it tells one. */
export function costNanousdIn(usage: JsonObject): number | null {
  const { cost, estimated_cost: estimated, cost_in_usd_ticks: ticks } = usage;
  const dollars = [cost, fieldsOf(cost)['total_cost'], estimated].find((value) => typeof value === 'number');
  // with a key of one's own at the host, a gateway bills its fee alone and tells what the host takes beside it
  const upstream = usage['is_byok'] === true ? fieldsOf(usage['cost_details'])['upstream_inference_cost'] : 0;
  const nanousd =
    typeof dollars === 'number'
      ? (dollars + (typeof upstream === 'number' ? upstream : 0)) * 1e9
      : typeof ticks === 'number'
        ? ticks / 10
        : -1;
  return Number.isFinite(nanousd) && nanousd >= 0 ? Math.round(nanousd) : null;
}
