/** One attempt in, the rows that keep it out: measured, priced, scored. The same for a call just made and for a journal read again. */
import type { Attempt, CallResult } from '../contract/attempt.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { PlannedCall } from '../contract/plan.ts';
import type { RetriedAttempt, Sample, SamplePayload, SampleStep } from '../contract/sample.ts';
import type { Score, ScorerServices } from '../contract/score.ts';
import type { Message, Suite } from '../contract/suite.ts';
import { defaultProject, type SampleSource } from '../contract/sample-source.ts';
import { targetKey } from '../contract/target-key.ts';
import { countLocally } from '../measure/local-count.ts';
import { measure } from '../measure/measure.ts';
import type { PriceBook } from '../measure/price-book.ts';
import { loadTokenCounter } from '../measure/token-counter.ts';
import { createScorer } from '../score/create-scorer.ts';
import { kindOf } from '../score/prepare-scorer.ts';
import { sampleIdOf, sampleOf, type OfRun } from './sample-of.ts';
import { createSuitePlaces, type Place } from './suite-places.ts';

export type SampleRows = { sample: Sample; payload: SamplePayload } | { retried: RetriedAttempt };

export interface SampleBuilder {
  /** What a call sends; the same again for the same run and call. */
  messagesOf(runId: string, call: PlannedCall): Message[];
  buildSample(attempt: Attempt): Promise<SampleRows>;
  /** What was paid for it, 10⁻⁹ US dollars: known before anybody has scored it; `null`: unknown. */
  costOf(attempt: Attempt): number | null;
  /** How many samples may be built at the same time: more than one where scorers wait for somebody. */
  atOnce: number;
}

/** Judges take seconds; each has a limit of its own besides. */
const judgedAtOnce = 32;

function framesOf({ frames, timestamps }: CallResult): Pick<SamplePayload, 'frame_times_us' | 'frame_kinds'> {
  const sent = timestamps.sent ?? timestamps.dispatched;
  return {
    frame_times_us: frames.at.map((at) => Math.max(0, Math.round((at - sent) * 1000))),
    frame_kinds: frames.kinds,
  };
}

function payloadOf(
  attempt: Attempt,
  sampleId: string,
  { testCase, messages }: Place,
  scores: Score[],
  steps: SampleStep[] | undefined,
): SamplePayload {
  return {
    sample_id: sampleId,
    run_id: attempt.runId,
    started_at_ms: attempt.startedAtMs,
    messages: attempt.messages ?? messages,
    expected: testCase.expected ?? null,
    answer: attempt.answer,
    scores,
    error_message: attempt.failure?.message ?? '',
    ...(attempt.responseId !== null && { response_id: attempt.responseId }),
    ...(attempt.failure?.body !== undefined && { error_body: attempt.failure.body }),
    ...framesOf(attempt),
    raw_usage: attempt.rawUsage,
    ...(steps ? { steps } : {}),
  };
}

function retriedOf(attempt: Attempt, { target }: Place, prices: PriceBook): RetriedAttempt {
  const { e2e_ms, cost_nanousd } = measure(attempt, target, prices);
  return {
    sample_id: sampleIdOf(attempt),
    run_id: attempt.runId,
    target_id: attempt.targetId,
    case_id: attempt.caseId,
    repeat: attempt.repeat,
    attempt: attempt.attempt,
    started_at_ms: attempt.startedAtMs,
    outcome: attempt.outcome,
    error_class: attempt.failure?.class ?? '',
    http_status: attempt.httpStatus,
    error_message: attempt.failure?.message ?? '',
    e2e_ms,
    cost_nanousd,
  };
}

function stepsOf(
  { steps, startedAtMs }: Attempt,
  { target }: Place,
  prices: PriceBook,
): SampleStep[] | undefined {
  return steps?.map((step) => {
    const measured = measure({ ...step, startedAtMs }, target, prices);
    return {
      sent: step.sent,
      answer: step.answer,
      outcome: step.outcome,
      error_class: step.failure?.class ?? '',
      error_message: step.failure?.message ?? '',
      http_status: step.httpStatus,
      retried: step.retried,
      ttft_ms: measured.ttft_ms,
      e2e_ms: measured.e2e_ms,
      input_tokens: measured.input_tokens,
      output_tokens: measured.output_tokens,
      reasoning_tokens: measured.reasoning_tokens,
      cost_nanousd: measured.cost_nanousd,
    };
  });
}

function keysByTarget(): OfRun['keyOf'] {
  const known = new Map<string, string>();
  return (target) => {
    const key =
      known.get(target.id) ??
      targetKey({ ...target, base_url: target.baseUrl ?? null, prompt_id: target.promptId });
    known.set(target.id, key);
    return key;
  };
}

export function createSampleBuilder(
  suite: Suite,
  prices: PriceBook,
  services: ScorerServices = {},
  {
    isLoad = suite.load !== undefined,
    project = defaultProject,
    source = 'benchmark',
  }: { isLoad?: boolean; project?: string | undefined; source?: SampleSource | undefined } = {},
): SampleBuilder {
  const ofRun: OfRun = { suiteHash: suite.hash, project, source, keyOf: keysByTarget() };
  const scorer = createScorer(suite.cases, services);
  const counter = loadTokenCounter();
  const { place, placeOf } = createSuitePlaces(suite, isLoad);
  const isJudged = suite.cases.some(({ scorers }) => scorers.some((spec) => kindOf(spec).needs === 'judge'));

  async function rowsOf(attempt: Attempt, at: Place): Promise<SampleRows> {
    const { target, testCase, messages } = at;
    const measurement = measure(attempt, target, prices, countLocally(attempt, await counter));
    const isScored = answeredOutcomes.has(attempt.outcome) && !(isJudged && attempt.isWarmup);
    const scores =
      attempt.answer && isScored
        ? await scorer.score(testCase, attempt.answer, { measurement, messages })
        : [];
    const sample = sampleOf(attempt, at, ofRun, measurement, scores);
    const steps = stepsOf(attempt, at, prices);
    return { sample, payload: payloadOf(attempt, sample.sample_id, at, scores, steps) };
  }

  return {
    atOnce: isJudged ? judgedAtOnce : 1,
    messagesOf(runId, call) {
      const { id: targetId } = suite.targets[call.targetIndex] ?? { id: `at index ${call.targetIndex}` };
      const { id: caseId } = suite.cases[call.caseIndex] ?? { id: `at index ${call.caseIndex}` };
      return place(targetId, caseId, { runId, ...call }).messages;
    },
    costOf(attempt) {
      const { target } = placeOf(attempt);
      return attempt.cached ? 0 : measure(attempt, target, prices).cost_nanousd;
    },
    async buildSample(attempt) {
      const at = placeOf(attempt);
      return attempt.isFinal ? rowsOf(attempt, at) : { retried: retriedOf(attempt, at, prices) };
    },
  };
}
