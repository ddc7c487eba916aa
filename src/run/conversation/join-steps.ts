import type { Answer, CallResult, Step, Tokens } from '../../contract/attempt.ts';

/** Refused before anything was made: there is nothing to count. */
const isUnpriced = (step: Step) =>
  step.tokens === null &&
  step.frames.at.length === 0 &&
  (step.timestamps.sent === null || (step.httpStatus ?? 0) >= 400);

/** A bucket the provider is silent about is empty when the others make up its total. */
function bucketOf(tokens: Tokens, name: keyof Tokens): number | null {
  const value = tokens[name] ?? null;
  if (value !== null) return value;
  // where a provider tells nothing of sound and pictures they are in the bucket of the text
  if (modalities.has(name)) return 0;
  const { input, cacheRead, cacheWrite, cacheWrite1h, output, reasoning, inputTotal, outputTotal } = tokens;
  const isInput = name === 'cacheRead' || name === 'cacheWrite' || name === 'cacheWrite1h';
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0) + (cacheWrite1h ?? 0);
  const inputs = (input ?? NaN) + cached + (tokens.inputAudio ?? 0) + (tokens.inputImage ?? 0);
  if (isInput) return inputs === inputTotal ? 0 : null;
  const made = (tokens.outputAudio ?? 0) + (tokens.outputImage ?? 0);
  return name === 'reasoning' && output !== null && output + made + (reasoning ?? 0) === outputTotal
    ? 0
    : null;
}

const modalities: ReadonlySet<keyof Tokens> = new Set([
  'inputAudio',
  'inputImage',
  'outputAudio',
  'outputImage',
]);

/** Left out where no step has one. */
const optional: ReadonlySet<keyof Tokens> = new Set([
  ...modalities,
  'cacheWrite1h',
  'billedInput',
  'billedOutput',
]);

const names = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'inputAudio',
  'inputImage',
  'output',
  'reasoning',
  'outputAudio',
  'outputImage',
  'billedInput',
  'billedOutput',
  'inputTotal',
  'outputTotal',
] as const satisfies (keyof Tokens)[];

/** Sum by bucket; a bucket that no step reports stays unknown, and so does one that a step leaves open. */
export function sumTokens(all: readonly (Tokens | null)[]): Tokens | null {
  if (all.length === 0 || all.some((tokens) => tokens === null)) return null;
  const known = all as Tokens[];
  const sums = names.map((name) => {
    if (known.every((tokens) => tokens[name] == null)) return [name, null] as const;
    const values = known.map((tokens) => bucketOf(tokens, name));
    const sum = values.includes(null) ? null : values.reduce<number>((a, b) => a + (b ?? 0), 0);
    return [name, sum] as const;
  });
  return Object.fromEntries(sums.filter(([name, sum]) => !optional.has(name) || sum !== null)) as Record<
    (typeof names)[number],
    number | null
  >;
}

/** The last words, and every tool call on the way to them. */
function answerOf(steps: readonly Step[], isCut: boolean): Answer | null {
  const last = steps.at(-1)?.answer;
  if (!last) return null;
  return {
    ...last,
    toolCalls: steps.flatMap((step) => step.answer?.toolCalls ?? []),
    finishReason: isCut ? 'step_limit' : last.finishReason,
    ...toolsRun(steps),
  };
}

/** Of all steps: those in vain are billed as well. */
function toolsRun(steps: readonly Step[]): Pick<Answer, 'serverTools'> {
  const all: Record<string, number> = {};
  for (const { answer } of steps)
    for (const [name, calls] of Object.entries(answer?.serverTools ?? {}))
      all[name] = (all[name] ?? 0) + calls;
  return Object.keys(all).length > 0 ? { serverTools: all } : {};
}

/** Of all together, where each says what it cost. */
function statedCost(steps: readonly Step[]): Pick<CallResult, 'statedCostNanousd'> {
  const stated = steps.map((step) => step.statedCostNanousd);
  return stated.includes(undefined)
    ? {}
    : { statedCostNanousd: stated.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) };
}

/** Time lost to steps that were tried again, and to waiting for leave, once the conversation had begun. */
function pausedMs(steps: readonly Step[], heldMs: readonly number[]): number {
  const begun = steps.findIndex((step) => !step.retried);
  return steps.reduce((sum, step, i) => {
    const next = steps[i + 1];
    const lost = step.retried && next ? next.timestamps.dispatched - step.timestamps.dispatched : 0;
    return i > begun ? sum + lost + (heldMs[i] ?? 0) : sum;
  }, 0);
}

/**
 * Many calls as one result: begun with the first that was not in vain, ended with the last. `heldMs`: how long each step
 * waited for leave; `isCut`: the limit of steps ended it.
 */
export function joinSteps(steps: readonly Step[], heldMs: readonly number[], isCut: boolean): CallResult {
  const settled = steps.filter((step) => !step.retried);
  const first = settled[0] as Step;
  const last = settled.at(-1) as Step;
  const fingerprint = settled.findLast((step) => step.fingerprint !== undefined)?.fingerprint;
  const serviceTier = settled.findLast((step) => step.serviceTier !== undefined)?.serviceTier;
  const servedBy = settled.findLast((step) => step.servedBy !== undefined)?.servedBy;
  return {
    outcome: isCut ? 'truncated' : last.outcome,
    timestamps: { ...first.timestamps, closed: last.timestamps.closed },
    frames: {
      at: settled.flatMap(({ frames }) => frames.at),
      kinds: settled.map(({ frames }) => frames.kinds).join(''),
    },
    answer: answerOf(settled, isCut),
    tokens: sumTokens(steps.filter((step) => !isUnpriced(step)).map(({ tokens }) => tokens)),
    rawUsage: steps.map(({ rawUsage }) => rawUsage),
    responseModel: settled.findLast(({ responseModel }) => responseModel !== null)?.responseModel ?? null,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(servedBy !== undefined && { servedBy }),
    ...statedCost(steps),
    responseId: last.responseId,
    httpStatus: last.httpStatus,
    failure: last.failure,
    ...(last.quota === undefined ? {} : { quota: last.quota }),
    steps: [...steps],
    pausedMs: pausedMs(steps, heldMs),
  };
}
