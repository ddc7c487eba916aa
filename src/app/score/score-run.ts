/** Scores the stored answers of a run (again); makes no API calls. */
import { ownValue } from '../../base/own-value.ts';
import { WriteBehind } from '../../base/write-behind.ts';
import type { Case } from '../../contract/suite.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';
import type { RefusedRows } from '../../contract/quarantine.ts';
import type { AnswersStore, ResultStore } from '../../contract/result-store.ts';
import type { SampleRecord } from '../../contract/sample.ts';
import type { Score, ScoredAnswer, ScorerServices, ScorerMark } from '../../contract/score.ts';
import type { Sample, SamplePayload } from '../../contract/sample.ts';
import { createScorer, type Scorer } from '../../score/create-scorer.ts';
import { kindOf } from '../../score/prepare-scorer.ts';
import { qualityOf } from '../../score/quality-of.ts';
import { scorerMark } from '../../score/scorer-mark.ts';
import { insertOrQuarantine } from '../../record/insert-or-quarantine.ts';
import { withScores } from '../../samples/with-scores.ts';

export interface ScoreRunOptions {
  /** Cases as they are to be scored, by id; a sample of any other case is left alone. */
  cases: Map<string, Case>;
  services: ScorerServices;
  /** Of a case's scorers only these are asked, and whatever else has scored an answer keeps its say; absent: all of them. */
  only?: ReadonlySet<string>;
  /** Whether a score stays that no scorer of the case bears the name of. */
  keeps?: (name: string) => boolean;
  /** Of scores that stay and have no scorer in the case; absent: 1. */
  weightOf?: (name: string) => number;
  /** Scores of the same scorer and options too. */
  again: boolean;
  /** Makes scores last; resolves once they do. Called before the store has them. */
  keep(scored: ScoredAnswer[]): Promise<void>;
  /** Keeps rows that the store refuses; without it they make the write fail. */
  quarantine?: (rejected: RefusedRows[]) => Promise<void>;
  /** After each batch: samples looked at. */
  progress(done: number): void;
  /** Aborted: ends after the batch that is being scored. */
  signal?: AbortSignal | undefined;
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

/** Those of a list with one of the names; cases share lists, and so what is left of them. */
function createOfNames(): (scorers: Case['scorers'], names: ReadonlySet<string>) => Case['scorers'] {
  const made = new WeakMap<Case['scorers'], Case['scorers']>();
  return (scorers, names) => {
    const some = made.get(scorers) ?? scorers.filter(({ name }) => names.has(name));
    made.set(scorers, some);
    return some;
  };
}

/** A judge that gave no verdict, or was not asked as there was no money: it may now. */
const isUnheard = ({ value, metadata }: Score) => value === null && metadata?.['judged'] !== undefined;

/** For each scorer of the case what it has said under its present name and options, against what is expected now; else `undefined`. */
function knownScores(payload: SamplePayload, testCase: Case, marks: ScorerMark[]): (Score | undefined)[] {
  if (!same(payload.expected, testCase.expected)) return marks.map(() => undefined);
  return marks.map((mark, i) =>
    payload.scores.find(
      (score) => score.name === testCase.scorers[i]?.name && same(score.scorer, mark) && !isUnheard(score),
    ),
  );
}

/** A process that ends between the two rows of a sample leaves one of them behind. */
const isWhole = (sample: Sample, scores: readonly Score[]) =>
  scores.every(({ name, value }) => (ownValue(sample.scores, name) ?? null) === value);

interface Fresh {
  record: { sample: Sample; payload: SamplePayload };
  scored: ScoredAnswer;
}

type Counts = Omit<Rescored, 'samples'>;

function createBatchScorer(options: ScoreRunOptions, counts: Counts) {
  const { cases, again } = options;
  const scorer: Scorer = createScorer([...cases.values()], options.services);
  const marksOf = createMarks();
  const ofNames = createOfNames();

  /** What is asked, and what stays beside it. */
  function split(testCase: Case, payload: SamplePayload) {
    const { only, keeps = () => only !== undefined } = options;
    if (only === undefined) {
      const names = new Set(testCase.scorers.map(({ name }) => name));
      const isSame = same(payload.expected, testCase.expected);
      const others = payload.scores.filter(({ name }) => !names.has(name) && keeps(name) && isSame);
      return { asked: testCase, others };
    }
    // what was compared with something else since must not be mixed with what the run began with
    const expected = payload.scores.length > 0 ? (payload.expected ?? testCase.expected) : testCase.expected;
    const scorers = ofNames(testCase.scorers, only);
    return {
      asked: { ...testCase, expected, scorers },
      others: payload.scores.filter(({ name }) => !only.has(name)),
    };
  }

  const weightOf = (testCase: Case, { name }: Score): number =>
    testCase.scorers.find((spec) => spec.name === name)?.weight ?? options.weightOf?.(name) ?? 1;

  async function scored({ sample, payload }: SampleRecord): Promise<Fresh | undefined> {
    const testCase = cases.get(sample.case_id);
    if (!testCase) return void counts.unknown_case++;
    if (!payload?.answer || !answeredOutcomes.has(sample.outcome)) return void counts.unanswered++;
    const { asked, others } = split(testCase, payload);
    const known = again ? [] : knownScores(payload, asked, marksOf(asked));
    const open = asked.scorers.filter((_spec, k) => !known[k]);
    const isAll = known.length + others.length === payload.scores.length;
    if (open.length === 0 && isAll && isWhole(sample, payload.scores)) return void counts.kept++;
    const fresh = await scorer.score({ ...asked, scorers: open }, payload.answer, {
      measurement: sample,
      messages: payload.messages,
    });
    const scores = [...others, ...asked.scorers.map((_spec, k) => known[k] ?? (fresh.shift() as Score))];
    counts.scored++;
    const { sample_id, started_at_ms } = sample;
    const { expected = null } = asked;
    const weights = scores.map((score) => ({ weight: weightOf(testCase, score) }));
    const said = { sample_id, started_at_ms, ...qualityOf(scores, weights), expected, scores };
    if (said.correct !== sample.correct) counts.changed++;
    return { record: { sample, payload }, scored: said };
  }
  return async (records: SampleRecord[]) =>
    (await Promise.all(records.map(scored))).filter((item) => item !== undefined);
}

const hasAnswers = (store: ResultStore): store is AnswersStore => 'answers' in store;

/** Rows of one write: small ones cost the database a merge each. */
const writeRows = 2500;

/** Writes batches while the next one is read and scored. */
class Writer {
  readonly #behind: WriteBehind<Fresh[]>;
  #batch: Fresh[] = [];

  constructor(store: ResultStore, { keep, quarantine }: ScoreRunOptions) {
    this.#behind = new WriteBehind(async (batch) => {
      await keep(batch.map(({ scored }) => scored));
      const records = batch.map(({ record, scored }) => withScores(record, scored));
      const [samples, payloads] = [
        records.map(({ sample }) => sample),
        records.map(({ payload }) => payload),
      ];
      await insertOrQuarantine(store, { samples, payloads, retried: [] }, quarantine);
    });
  }

  async add(fresh: Fresh[]): Promise<void> {
    this.#batch.push(...fresh);
    if (this.#batch.length >= writeRows) await this.#write();
  }

  #write(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    return this.#behind.add(batch);
  }

  async flush(): Promise<void> {
    if (this.#batch.length > 0) await this.#write();
    await this.#behind.end();
  }
}

/**
 * Batch by batch, so that memory stays flat. What was written stays written: the same command again goes on where it stopped, as
 * scores keep the mark of their scorer.
 */
export async function scoreRun(
  store: ResultStore,
  runId: string,
  options: ScoreRunOptions,
): Promise<Rescored> {
  const counts: Counts = { scored: 0, kept: 0, unanswered: 0, unknown_case: 0, changed: 0 };
  const scoreBatch = createBatchScorer(options, counts);
  const writer = new Writer(store, options);
  let samples = 0;
  for await (const records of hasAnswers(store) ? store.answers(runId) : store.records(runId)) {
    await writer.add(await scoreBatch(records));
    samples += records.length;
    options.progress(samples);
    if (options.signal?.aborted) break;
  }
  await writer.flush();
  return { samples, ...counts };
}
