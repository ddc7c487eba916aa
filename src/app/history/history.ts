/** Figures of targets over time, from what is rolled up of their calls. */
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { findChanges } from '../../analyze/history/find-changes.ts';
import { markersOf } from '../../analyze/history/markers.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { AssayError } from '../../contract/errors.ts';
import { bucketMs } from '../../contract/history-names.ts';
import {
  bucketSchema,
  historySchema,
  historySplitSchema,
  type BucketName,
  type History,
  type HistoryAnswers,
  type HistoryMarker,
  type HistoryQuery,
  type HistoryRow,
  type HistorySeries,
  type HistoryStore,
  type KnownTarget,
} from '../../contract/history.ts';
import type { ResultStore } from '../../contract/result-store.ts';
import { sampleSources } from '../../contract/sample-source.ts';
import { servedSplits, splitNames } from '../../contract/served-split.ts';
import type { AppContext } from '../context.ts';
import { numberOfText, word } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { historyCacheOf, type HistoryLines } from './history-cache.ts';
import { isHistoryStore } from './is-history-store.ts';
import { historyMetric, type HistoryMetric } from './history-metric.ts';

const several = <Schema extends z.ZodType>(each: Schema) =>
  z.union([z.array(each), each.transform((one) => [one])]).default([]);
const instant = z.coerce.number('ms since 1970').optional();
const isOn = z.union([z.boolean(), z.stringbool()]).default(false);

export const historyInput = z.strictObject({
  metric: word.default('quality').describe('quality, error_rate, ttft_ms_p50, cost_per_1k, … or score.NAME'),
  target: several(word).describe('label of a target or a part of it, or its key; default: all'),
  suite: word.optional().describe('of the suite with this name'),
  sinceMs: instant.describe('from this time on, ms since 1970; default: 90 days before the end'),
  untilMs: instant.describe('before it, ms since 1970; default: now'),
  bucket: bucketSchema.optional().describe('default: by the length of the period'),
  by: several(historySplitSchema).describe('a line each for category, tag, host, tier, region or effort'),
  category: word.optional().describe('only cases of this category'),
  tag: word.optional().describe('only cases with this tag'),
  host: word.optional().describe('host or region that served the calls'),
  tier: word.optional().describe('service tier that answered'),
  region: word.optional().describe('where calls were made from'),
  effort: word.optional().describe('reasoning effort that was applied'),
  project: word.optional().describe('only this project'),
  source: z.enum(sampleSources).optional().describe('where the calls come from'),
  sharedCases: isOn.describe('draw versions of the suite as one, of the cases that all of them have'),
  changes: isOn.describe('find where figures changed'),
  minChange: numberOfText(numberRules.fraction)
    .default(0)
    .describe('least relative change that counts, e.g. 0.05'),
  maxP: numberOfText(numberRules.probability)
    .default(0.05)
    .describe('greatest chance of such a split without a change'),
});
type Input = z.output<typeof historyInput>;

const dayMs = 86_400_000;
const defaultDays = 90;

/** Some hundred points at most. */
function bucketFor(lengthMs: number): BucketName {
  if (lengthMs <= 14 * dayMs) return 'hour';
  return lengthMs <= 400 * dayMs ? 'day' : 'week';
}

const asks = (store: ResultStore): store is ResultStore & HistoryAnswers => 'askHistory' in store;

/** Keys of the targets that are meant. Throws `usage` when there is none. */
function keysOf(wanted: readonly string[], known: readonly KnownTarget[]): string[] | null {
  if (wanted.length === 0) return null;
  return wanted.flatMap((text) => {
    const exact = known.filter(({ target_key, label }) => target_key === text || label === text);
    const part = text.toLowerCase();
    const found = exact.length > 0 ? exact : known.filter(({ label }) => label.toLowerCase().includes(part));
    if (found.length > 0) return found.map(({ target_key }) => target_key);
    throw new AssayError('usage', `no stored run has a target "${text}"`, {
      remedy: `There are: ${
        known
          .map(({ label }) => label)
          .slice(0, 20)
          .join(', ') || 'none yet'
      }.`,
    });
  });
}

const filters = ['suite', 'project', 'source', 'category', 'tag', ...servedSplits] as const;

function queryOf(input: Input, metric: HistoryMetric, nowMs: number): HistoryQuery {
  const untilMs = input.untilMs ?? nowMs;
  const sinceMs = input.sinceMs ?? untilMs - defaultDays * dayMs;
  if (sinceMs >= untilMs)
    throw new AssayError('usage', 'the period ends before it begins', {
      remedy: 'Give an earlier --since or a later --until.',
    });
  if (input.sharedCases && input.suite === undefined)
    throw new AssayError('usage', 'shared cases are those of one suite, and none is named', {
      remedy: 'Name it with --suite.',
    });
  const bucket = input.bucket ?? bucketFor(untilMs - sinceMs);
  const stepMs = bucketMs[bucket === 'week' ? 'day' : bucket];
  return {
    // whole buckets: half of one would be another figure
    sinceMs: Math.floor(sinceMs / stepMs) * stepMs,
    untilMs,
    bucket,
    by: input.by,
    sharedCases: input.sharedCases,
    ...(metric.latency !== undefined && { latency: metric.latency }),
    ...Object.fromEntries(
      filters.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
    ),
  };
}

const lineOf = ({ target_key, suite_name, split }: HistoryRow) =>
  JSON.stringify([target_key, suite_name, split]);

/** A new version of the suite begins where its first call is. */
function versionMarkers(versions: readonly HistoryRow[][]): Map<HistoryRow[], HistoryMarker[]> {
  const inOrder = versions.toSorted((a, b) => (a[0]?.at_ms ?? 0) - (b[0]?.at_ms ?? 0));
  return new Map(
    inOrder.map((rows, i) => {
      const [before, now] = [inOrder[i - 1]?.[0], rows[0]];
      const marker = before &&
        now && {
          at_ms: now.at_ms,
          kind: 'suite-version' as const,
          before: before.suite_hash.slice(0, 12),
          after: now.suite_hash.slice(0, 12),
        };
      return [rows, marker ? [marker] : []];
    }),
  );
}

function seriesOf(
  rows: HistoryRow[],
  own: HistoryMarker[],
  {
    metric,
    levels,
    labels,
    input,
  }: { metric: HistoryMetric; levels: readonly number[]; labels: ReadonlyMap<string, string>; input: Input },
): HistorySeries {
  const [first] = rows as [HistoryRow];
  const isScored = rows.some(({ quality_n: n }) => n > 0);
  const points = rows.map((row) => metric.point(row, levels, isScored));
  const markers = [...own, ...markersOf(rows)].toSorted((a, b) => a.at_ms - b.at_ms);
  const values = rows.flatMap((row, i) => {
    const value = points[i]?.value ?? null;
    return value === null ? [] : [{ at_ms: row.at_ms, value, anytime: metric.anytime(row, levels) }];
  });
  const { better } = metric;
  const { minChange, maxP } = input;
  return {
    target_key: first.target_key,
    label: labels.get(first.target_key) ?? first.target_key,
    suite_name: first.suite_name,
    suite_hash: input.sharedCases ? null : first.suite_hash,
    split: first.split,
    points,
    markers,
    ...(input.changes && { changes: findChanges(values, { better, markers, minChange, maxP }) }),
  };
}

const isMixed = (counts: Record<string, number>) => Object.keys(counts).filter(Boolean).length > 1;

function notesOf(rows: readonly HistoryRow[], input: Input): string[] {
  const mixed = servedSplits.filter(
    (split) => !input.by.includes(split) && rows.some((row) => isMixed(row[`${split}s` as const])),
  );
  return [
    ...(rows.length === 0 ? ['Nothing was measured in this period with these filters.'] : []),
    ...mixed.map(
      (split) =>
        `Some points are of several ${splitNames[split]}s: split the lines by ${split} to see each of them.`,
    ),
  ];
}

/** Periods that end within the same bucket have the same buckets. */
function keyOf(input: Input, { bucket, sinceMs, untilMs }: HistoryQuery): string {
  const stepMs = bucketMs[bucket === 'week' ? 'day' : bucket];
  const lastBucket = Math.ceil((Math.floor(untilMs / 1000) * 1000) / stepMs);
  return canonicalJson({ ...input, bucket, sinceMs, untilMs: lastBucket });
}

async function read(
  store: ResultStore & HistoryStore,
  input: Input,
  { clock }: AppContext,
): Promise<History> {
  const metric = historyMetric(input.metric);
  const query = queryOf(input, metric, clock.wallClockMs());
  await store.refresh();
  const { key, label, unit } = metric;
  const make = () => linesOf(store, input, { metric, query });
  const lines = await (query.sharedCases
    ? make()
    : historyCacheOf(store).get(await store.historyState(), keyOf(input, query), make));
  return {
    schema: 'assay.history/1',
    metric: { key, label, unit },
    bucket: query.bucket,
    since_ms: query.sinceMs,
    until_ms: query.untilMs,
    ...lines,
  };
}

async function linesOf(
  store: HistoryStore,
  input: Input,
  { metric, query }: { metric: HistoryMetric; query: HistoryQuery },
): Promise<HistoryLines> {
  const known = await store.knownTargets();
  const targetKeys = keysOf(input.target, known);
  const { levels, rows } = await store.history({ ...query, ...(targetKeys && { targetKeys }) });
  const labels = new Map(known.map(({ target_key, label }) => [target_key, label]));
  const lines = [...Map.groupBy(rows, lineOf).values()];
  const series = lines.flatMap((line) => {
    const versions = [...Map.groupBy(line, ({ suite_hash }) => suite_hash).values()];
    return [...versionMarkers(versions)].map(([own, markers]) =>
      seriesOf(own, markers, { metric, levels, labels, input }),
    );
  });
  return {
    series: series.toSorted(
      (a, b) => a.label.localeCompare(b.label) || a.suite_name.localeCompare(b.suite_name),
    ),
    scores: [...new Set(rows.flatMap(({ score_n: scores }) => Object.keys(scores)))].sort(),
    notes: notesOf(rows, input),
  };
}

/** Throws `usage` for a metric that is not known over time, or a target that no run has. */
export const history = defineUseCase({
  name: 'history',
  summary: 'A metric of targets over time, with intervals, what changed beside it, and where it changed',
  input: historyInput,
  output: historySchema,
  run: (input, context) =>
    context.withStore(async (store) => {
      if (asks(store)) return store.askHistory(input);
      if (isHistoryStore(store)) return read(store, input, context);
      throw new AssayError('store-failed', 'these results cannot be read over time', {
        remedy: 'Open the data directory itself.',
      });
    }),
});
