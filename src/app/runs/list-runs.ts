import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { isTotalsStore, type ListingStore, type ResultStore } from '../../contract/result-store.ts';
import { runListSchema, type RunListing } from '../../contract/run-listing.ts';
import type { Run } from '../../contract/run.ts';
import { numberOfText, word } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { shortSummary } from '../../analyze/progress/short-summary.ts';
import type { ListedRun } from '../../journal/run-summary-file.ts';
import { keepRuns, keptRuns } from './kept-runs.ts';

const isListing = (store: ResultStore): store is ResultStore & ListingStore => 'listings' in store;

/** Computed here, or asked of the process that holds the results. */
async function listingsOf(
  store: ResultStore,
  runs: Run[],
  limit: number,
): Promise<ReadonlyMap<string, RunListing>> {
  if (isListing(store)) return store.listings(limit);
  if (!isTotalsStore(store) || runs.length === 0) return new Map();
  const totals = await store.totals(runs.map(({ run_id: id }) => id));
  const byRun = Map.groupBy(totals, ({ run_id: id }) => id);
  return new Map(runs.map((run) => [run.run_id, shortSummary(run, byRun.get(run.run_id) ?? [])]));
}

const isAsked =
  ({ sinceMs = 0, untilMs = Number.POSITIVE_INFINITY, suite }: z.output<typeof listRunsInput>) =>
  ({ run }: ListedRun): boolean =>
    run.started_at_ms >= sinceMs &&
    run.started_at_ms < untilMs &&
    (suite === undefined || run.suite_name === suite);

const withSummary = ({ run, listing }: ListedRun) => ({ ...run, summary: listing });

const isListed = (one: { run: Run; listing: RunListing | null }): one is ListedRun => one.listing !== null;

export const listRunsInput = z.strictObject({
  limit: numberOfText(numberRules.runs).default(200).describe('number of runs'),
  offset: numberOfText(numberRules.whole).default(0).describe('skips so many of the newest'),
  sinceMs: z.coerce
    .number('ms since 1970')
    .optional()
    .describe('started at this time or later, ms since 1970'),
  untilMs: z.coerce.number('ms since 1970').optional().describe('started before it, ms since 1970'),
  suite: word.optional().describe('of the suite with this name'),
});

export const listRuns = defineUseCase({
  name: 'listRuns',
  summary: 'Lists stored runs, newest first, with a short summary each',
  input: listRunsInput,
  output: runListSchema.extend({
    skipped: z
      .array(z.object({ run_id: z.string(), reason: z.string() }))
      .describe('runs of the data directory that cannot be read, and why'),
  }),
  run: async (asked, context) => {
    const kept = await keptRuns(context);
    if (kept)
      return {
        runs: kept
          .filter(isAsked(asked))
          .slice(asked.offset, asked.offset + asked.limit)
          .map(withSummary),
        skipped: [],
      };
    return context.withStore(async (store, skipped) => {
      const { limit, offset, sinceMs, untilMs, suite } = asked;
      const runs = await store.listRuns({
        limit,
        offset,
        ...(sinceMs !== undefined && { sinceMs }),
        ...(untilMs !== undefined && { untilMs }),
        ...(suite !== undefined && { suiteName: suite }),
      });
      const listings = await listingsOf(store, runs, limit);
      const isAll =
        offset === 0 && runs.length < limit && [sinceMs, untilMs, suite].every((one) => one === undefined);
      if (isAll && skipped.length === 0)
        await keepRuns(
          context,
          store,
          runs.flatMap((run) => ({ run, listing: listings.get(run.run_id) ?? null })).filter(isListed),
        );
      const listed = runs.map((run) => ({ ...run, summary: listings.get(run.run_id) ?? null }));
      return { runs: listed, skipped };
    });
  },
});
