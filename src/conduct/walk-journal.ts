/**
 * The one walk from the journals of a run to its rows: every attempt measured, priced as it was and as it has been since, scored as was said
 * of it last. Makes no calls and asks no judge.
 */
import type { Attempt } from '../contract/attempt.ts';
import type { PriceChange, Run } from '../contract/run.ts';
import type { LaterScores, ScorerServices } from '../contract/score.ts';
import type { Suite } from '../contract/suite.ts';
import { withoutJudges } from '../samples/judged-answers.ts';
import { repricer, withPrices } from '../samples/repriced.ts';
import { createSampleBuilder, type SampleRows } from '../samples/sample-builder.ts';
import { withLaterScores } from '../samples/with-scores.ts';
import { pricesFor } from './prices-for.ts';

/** A run, and what was journaled of it. */
export interface JournaledRun {
  run: Run;
  suite: Suite;
  /** Prices given to the run since it was begun, in that order. */
  repricings?: readonly PriceChange[] | undefined;
  /** Each call completed by its last attempt. */
  attempts: AsyncIterable<Attempt>;
}

export interface WalkOptions {
  /** What scorers get from outside; judges among it are not asked. */
  services?: ScorerServices | undefined;
  /** What has been said of answers besides what scorers say now. */
  later?: LaterScores;
  /** Told of an attempt that no row can be made of, with the reason. */
  unusable(attempt: Attempt, reason: string): Promise<void> | void;
}

export interface JournaledRows {
  attempt: Attempt;
  rows: SampleRows;
}

export async function* walkJournal(
  { run, suite, repricings = [], attempts }: JournaledRun,
  { services, later = () => null, unusable }: WalkOptions,
): AsyncGenerator<JournaledRows> {
  const book = pricesFor(run);
  const { targets } = suite;
  const ofRun = { isLoad: run.load !== undefined, project: run.project, source: run.source };
  const builder = withPrices(
    createSampleBuilder(suite, book, withoutJudges(services), ofRun),
    repricer(repricings, { targets, book, startedAtMs: run.started_at_ms }),
  );
  for await (const attempt of attempts) {
    const rows = await builder.buildSample(attempt).catch((error: unknown) => error as Error);
    if (rows instanceof Error) await unusable(attempt, rows.message);
    else yield { attempt, rows: withLaterScores(rows, later) };
  }
}
