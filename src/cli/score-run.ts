/** Scores the stored answers of a run (again); calls nobody. */
import type { Case } from '../contract/suite.ts';
import { answeredOutcomes } from '../contract/outcome.ts';
import type { ResultStore, SampleRecord } from '../contract/result-store.ts';
import type { Score, ScorePowers, ScorerMark } from '../contract/score.ts';
import type { Sample, SamplePayload } from '../contract/sample.ts';
import { createScorer, type Scorer } from '../score/create-scorer.ts';
import { kindOf } from '../score/prepare-scorer.ts';
import { qualityOf } from '../score/quality-of.ts';
import { scorerMark } from '../score/scorer-mark.ts';

export interface ScoreRunOptions {
  /** Cases as they are to be scored, by id; a sample of any other case is left alone. */
  cases: Map<string, Case>;
  powers: ScorePowers;
  /** Scores of the same scorer and options too. */
  again: boolean;
  /** After each batch: samples looked at. */
  progress(done: number): void;
}

export interface Rescored {
  /** Samples looked at, warm-up among them. */
  samples: number;
  /** Answers that were scored now. */
  scored: number;
  /** Answers whose scores were all there already. */
  kept: number;
  /** Without an answer, or the answer's time is up. */
  unanswered: number;
  /** Of cases that are not in the suite. */
  unknown_case: number;
  /** Scored now, and right where it was wrong, or the other way round. */
  changed: number;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Marks of a case's scorers; specs are shared between cases. */
function createMarks(): (testCase: Case) => ScorerMark[] {
  const known = new WeakMap<Case['scorers'], ScorerMark[]>();
  return ({ scorers }) => {
    const marks = known.get(scorers) ?? scorers.map((spec) => scorerMark(spec, kindOf(spec)));
    known.set(scorers, marks);
    return marks;
  };
}

/** Every scorer of the case has spoken, under its present name and options, against what is expected now. */
function isScored(payload: SamplePayload, testCase: Case, marks: ScorerMark[]): boolean {
  const { scores } = payload;
  return (
    scores.length === marks.length &&
    marks.every(
      (mark, i) => scores[i]?.name === testCase.scorers[i]?.name && same(scores[i]?.scorer, mark),
    ) &&
    same(payload.expected, testCase.expected)
  );
}

function withScores(sample: Sample, payload: SamplePayload, testCase: Case, scores: Score[]) {
  const values = scores.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  return {
    sample: { ...sample, ...qualityOf(scores, testCase.scorers), scores: Object.fromEntries(values) },
    payload: { ...payload, scores, expected: testCase.expected ?? null },
  };
}

type Counts = Omit<Rescored, 'samples'>;

function createBatchScorer(options: ScoreRunOptions, counts: Counts) {
  const { cases, again } = options;
  const scorer: Scorer = createScorer([...cases.values()], options.powers);
  const marksOf = createMarks();

  async function scored({ sample, payload }: SampleRecord) {
    const testCase = cases.get(sample.case_id);
    if (!testCase) return void counts.unknown_case++;
    if (!payload?.answer || !answeredOutcomes.has(sample.outcome)) return void counts.unanswered++;
    if (!again && isScored(payload, testCase, marksOf(testCase))) return void counts.kept++;
    const scores = await scorer.score(testCase, payload.answer, { measurement: sample });
    counts.scored++;
    const fresh = withScores(sample, payload, testCase, scores);
    if (fresh.sample.correct !== sample.correct) counts.changed++;
    return fresh;
  }
  return async (records: SampleRecord[]) =>
    (await Promise.all(records.map(scored))).filter((item) => item !== undefined);
}

/**
 * Batch by batch, so that memory stays flat; a batch is written before the next but one is read. What was written stays written: the
 * same command again goes on where it stopped, as scores keep the mark of their scorer.
 */
export async function scoreRun(
  store: ResultStore,
  runId: string,
  options: ScoreRunOptions,
): Promise<Rescored> {
  const counts: Counts = { scored: 0, kept: 0, unanswered: 0, unknown_case: 0, changed: 0 };
  const scoreBatch = createBatchScorer(options, counts);
  let samples = 0;
  let written: Promise<void> = Promise.resolve();
  for await (const records of store.records(runId)) {
    const fresh = await scoreBatch(records);
    await written;
    samples += records.length;
    options.progress(samples);
    if (fresh.length === 0) continue;
    written = store.insert({
      samples: fresh.map(({ sample }) => sample),
      payloads: fresh.map(({ payload }) => payload),
      retried: [],
    });
    // it is awaited after the next batch was read
    written.catch(() => {});
  }
  await written;
  return { samples, ...counts };
}
