import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { AssayError } from '../../contract/errors.ts';
import { isTotalsStore, type ListingStore, type ResultStore } from '../../contract/result-store.ts';
import { runListSchema, type RunList } from '../../contract/run-listing.ts';
import { cursorOf, placeIn, placeOf, type RunQuery } from '../../contract/run-query.ts';
import { runStatuses } from '../../contract/run-status.ts';
import type { Run } from '../../contract/run.ts';
import { sampleSources } from '../../contract/sample-source.ts';
import type { AppContext } from '../context.ts';
import { numberOfText, word } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { shortSummary } from '../../analyze/progress/short-summary.ts';
import type { ListedRun } from '../../journal/run-summary-file.ts';
import { isAskedRun } from './is-asked-run.ts';
import { keepRuns, keptRuns, maxKeptRuns } from './kept-runs.ts';

const shortText = z.string('text').max(200, 'text of at most 200 characters');

export const listRunsInput = z.strictObject({
  limit: numberOfText(numberRules.runs).default(200).describe('number of runs'),
  cursor: shortText.optional().describe('`next_cursor` of the runs before: lists those that follow'),
  suite: word.optional().describe('of the suite with this name'),
  target: word.optional().describe('with this text in the label of a target, or with the target of this key'),
  status: z.enum(runStatuses).optional().describe('running, done, partial or failed'),
  source: z.enum(sampleSources).optional().describe('benchmark, production or imported'),
  project: word.optional().describe('of this project'),
  sinceMs: z.coerce
    .number('ms since 1970')
    .optional()
    .describe('started at this time or later, ms since 1970'),
  untilMs: z.coerce.number('ms since 1970').optional().describe('started before it, ms since 1970'),
  search: shortText
    .optional()
    .describe('words, each of them in the id, the suite, the project or the label of a target'),
});
type Input = z.output<typeof listRunsInput>;

function queryOf({ limit, cursor, suite, ...filter }: Input): RunQuery & { limit: number } {
  const after = cursor === undefined ? undefined : placeIn(cursor);
  if (after === null)
    throw new AssayError('usage', `cursor is ${JSON.stringify(cursor)}`, {
      remedy: 'Expected: the next_cursor of a list of runs.',
    });
  return { ...filter, suiteName: suite, after, limit };
}

/** The first of them; `runs` has one more where more follow. */
function pageOf<Item extends Run>(runs: Item[], limit: number) {
  const page = runs.slice(0, limit);
  const last = page.at(-1);
  return { page, next_cursor: runs.length > limit && last ? cursorOf(placeOf(last)) : null };
}

const isListing = (store: ResultStore): store is ResultStore & ListingStore => 'listings' in store;

async function withSummaries(store: ResultStore, runs: Run[]): Promise<RunList['runs']> {
  if (!isTotalsStore(store) || runs.length === 0) return runs.map((run) => ({ ...run, summary: null }));
  const totals = await store.totals(runs.map(({ run_id: id }) => id));
  const byRun = Map.groupBy(totals, ({ run_id: id }) => id);
  return runs.map((run) => ({ ...run, summary: shortSummary(run, byRun.get(run.run_id) ?? []) }));
}

async function listOf(store: ResultStore, query: RunQuery & { limit: number }): Promise<RunList> {
  // one more, to know whether there is one
  const runs = await store.listRuns({ ...query, limit: query.limit + 1 });
  const { page, next_cursor } = pageOf(runs, query.limit);
  return { runs: await withSummaries(store, page), next_cursor };
}

const isFirstOfAll = ({ limit: _limit, ...filter }: RunQuery) =>
  Object.values(filter).every((value) => value === undefined || value === '');

const listed = ({ summary, ...run }: RunList['runs'][number]): ListedRun[] =>
  summary ? [{ run, listing: summary }] : [];

/** The first page of all runs. Where there are few, each is summed up, so that the next list needs no database. */
async function listAndKeep(store: ResultStore, limit: number, context: AppContext): Promise<RunList> {
  const found = await store.listRuns({ limit: Math.max(limit, maxKeptRuns) + 1 });
  const { page, next_cursor } = pageOf(found, limit);
  if (found.length > maxKeptRuns) return { runs: await withSummaries(store, page), next_cursor };
  const runs = await withSummaries(store, found);
  await keepRuns(context, store, runs.flatMap(listed));
  return { runs: runs.slice(0, limit), next_cursor };
}

async function list(
  store: ResultStore,
  query: RunQuery & { limit: number },
  context: AppContext,
  isWhole: boolean,
): Promise<RunList> {
  if (isListing(store)) return store.listings(query);
  if (isWhole && context.opensDatabase && isFirstOfAll(query))
    return listAndKeep(store, query.limit, context);
  return listOf(store, query);
}

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
    const query = queryOf(asked);
    const kept = await keptRuns(context);
    if (kept) {
      const found = kept.filter(({ run }) => isAskedRun(run, query));
      const runs = found.map(({ run, listing }) => ({ ...run, summary: listing }));
      const { page, next_cursor } = pageOf(runs, query.limit);
      return { runs: page, next_cursor, skipped: [] };
    }
    return context.withStore(async (store, skipped) => ({
      ...(await list(store, query, context, skipped.length === 0)),
      skipped,
    }));
  },
});
