/**
 * 400 days of hourly runs of 20 suites and 30 targets in the embedded database: bytes per sample, the product's own writing, figures over time and the
 * refresh of one late-scored day; then `assay serve` on it: its start, its memory, questions over time by eight viewers at once, and pages of runs.
 * `--samples N`: of all runs together; `--runs N`. Times are judged against a fixed computation in the same minute, as machines are shared.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newId } from '../src/base/id.ts';
import type { Sample } from '../src/contract/sample.ts';
import { ask, askCompact } from '../src/store/ask.ts';
import { clickHouseStore } from '../src/store/clickhouse-store.ts';
import { openEmbedded } from '../src/store/engine.ts';
import { migrate } from '../src/store/migrate.ts';
import { sampleRow, storedColumns } from '../src/store/packed/sample-row.ts';
import { sampleColumns, sampleFromRow } from '../src/store/sample-columns.ts';
import { startAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { fixedWorkMs } from './support/reference.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';
import { makeRuns, makeSamples, yearOf } from './support/year-data.ts';

const { values: options } = parseArgs({
  options: { samples: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '100000' } },
});
const samples = Number(options.samples);
const year = yearOf(samples, Math.min(Number(options.runs), Math.ceil(samples / 10)), Date.now());
const dataDir = join(temporaryFolder(), 'data');
const dayMs = 86_400_000;

/** Of the fixed computation on a machine with nothing else to do. */
const usualWorkMs = 100;
const slowness = () => Math.max(1, fixedWorkMs() / usualWorkMs);
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};
const say = (what: string, ms: number) => console.log(`${what}: ${(ms / 1000).toFixed(1)} s`);

const engine = await openEmbedded(dataDir);
const { client } = engine;
await migrate(client);
const store = clickHouseStore(engine, { samplesDays: null });

const samplesAtOnce = 250_000;
const runsAtOnce = Math.ceil((samplesAtOnce * year.runs) / year.samples);
const fillMs = await timed(async () => {
  await makeRuns(client, year);
  for (let from = 0; from < year.runs; from += runsAtOnce)
    await makeSamples(client, year, [from, Math.min(year.runs, from + runsAtOnce)]);
});
say(`${year.samples} samples of ${year.runs} runs`, fillMs);

/** Rows that are stored already, as those of another run. */
async function takeSamples(wanted: number): Promise<Sample[]> {
  const rows = await askCompact<unknown[]>(
    client,
    `SELECT ${sampleColumns.join(', ')} FROM samples LIMIT ${wanted}`,
  );
  const run_id = newId();
  return rows.map((row) => ({ ...sampleFromRow(row), run_id, sample_id: newId() }));
}

const batchRows = 1000;
const perSecond = (ms: number[]) => (1000 * batchRows) / quantile(ms, 0.5);

/** The product's writer and the bare engine, with the same rows in the same batches, in turn. */
async function ingest(): Promise<{ own_per_s: number; bare_per_s: number; ratio: number }> {
  const rows = await takeSamples(30_000);
  await client.command({ query: 'CREATE TABLE bare AS samples' });
  const [first = '', ...others] = storedColumns;
  const [own, bare]: [number[], number[]] = [[], []];
  for (let at = 0; at < rows.length; at += batchRows) {
    const batch = rows.slice(at, at + batchRows);
    const values = batch.map(sampleRow);
    const insertBare = () =>
      client.insert({ table: 'bare', columns: [first, ...others], values, format: 'JSONCompactEachRow' });
    bare.push(await timed(insertBare));
    own.push(await timed(() => store.insert({ samples: batch, payloads: [], retried: [] })));
  }
  await client.command({ query: 'DROP TABLE bare' });
  await store.deleteRuns([rows[0]?.run_id ?? '']);
  return { own_per_s: perSecond(own), bare_per_s: perSecond(bare), ratio: perSecond(own) / perSecond(bare) };
}

/** Answers of one day get other scores; the figures over time follow. */
async function scoreOneDayLate(): Promise<{ samples: number; ms: number; slowness: number }> {
  const from = year.startMs + 200 * dayMs;
  const ids = await ask<{ run_id: string }>(
    client,
    `SELECT run_id FROM runs WHERE started_at_ms >= ${from} AND started_at_ms < ${from + dayMs}`,
  );
  let changed = 0;
  for (const { run_id: id } of ids)
    for await (const batch of store.samples(id)) {
      changed += batch.length;
      await store.insert({
        samples: batch.map((sample) => ({ ...sample, quality: 0.5 })),
        payloads: [],
        retried: [],
      });
    }
  return { samples: changed, slowness: slowness(), ms: await timed(() => store.refresh()) };
}

const refreshMs = await timed(() => store.refresh());
say('figures over time of all', refreshMs);
const written = await ingest();
console.log(
  `${Math.round(written.own_per_s)} samples/s written, ${Math.round(written.bare_per_s)} by the bare engine`,
);
const late = await scoreOneDayLate();
say(`figures over time of a day of ${late.samples} samples`, late.ms);

const tables = await ask<{ table: string; bytes: number; rows: number }>(
  client,
  'SELECT table, sum(bytes_on_disk) AS bytes, sum(rows) AS rows FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table',
);
const tableOf = (name: string) => tables.find(({ table }) => table === name) ?? { bytes: 0, rows: 1 };
const bytesPerSample = tableOf('samples').bytes / tableOf('samples').rows;
const rollupBytes = (tableOf('rollup_hours').bytes + tableOf('rollup_days').bytes) / year.samples;
const runIds = (
  await ask<{ run_id: string }>(client, 'SELECT run_id FROM runs ORDER BY cityHash64(run_id) LIMIT 60')
).map(({ run_id: id }) => id);
for (const { run_id: id } of await ask<{ run_id: string }>(client, 'SELECT run_id FROM runs')) {
  const folder = join(dataDir, 'runs', id);
  mkdirSync(folder, { recursive: true });
  for (const name of ['plan.json', 'stored']) writeFileSync(join(folder, name), '');
}
await store.close();

const beforeStart = slowness();
const ready = Promise.withResolvers<string>();
const startedAt = performance.now();
const serving = startAssay(['serve', '--json', '--port', '0', '--data-dir', dataDir], {
  onLine: (line) => ready.resolve((JSON.parse(line) as { url: string }).url),
});
serving.finished.then(({ stderr }) => ready.reject(new Error(stderr)));
const url = await ready.promise;
const get = async (path: string): Promise<number> =>
  timed(async () => {
    const response = await fetch(url + path);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text.slice(0, 500)}`);
  });
await get('/api/runs?limit=20');
const serveMs = performance.now() - startedAt;
say('start of assay serve, to the first answer', serveMs);

const since = (days: number) => `since_ms=${Date.now() - days * dayMs}`;
const questions = [
  `metric=quality&target=model-7&suite=suite-3&${since(400)}`,
  `metric=ttft_ms_p95&target=model-7&${since(90)}`,
  `metric=cost_per_1k&suite=suite-3&${since(90)}`,
  `metric=e2e_ms_p50&suite=suite-3&by=host&${since(90)}`,
  `metric=error_rate&target=model-7&bucket=hour&${since(7)}`,
  `metric=quality&suite=suite-3&by=category&${since(30)}`,
  `metric=quality&target=model-7&suite=suite-3&changes=true&${since(400)}`,
  `metric=quality&${since(90)}`,
];
const viewers = 8;
const askAll = async (): Promise<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const question of questions) {
    const ms = await Promise.all(Array.from({ length: viewers }, () => get(`/api/history?${question}`)));
    found[question.replace(/&?since_ms=\d+/, '')] = quantile(ms, 0.95);
  }
  return found;
};
const beforeQuestions = slowness();
const cold = await askAll();
const warm = await askAll();
const pages: number[] = [];
for (const id of runIds) pages.push(await get(`/api/runs/${id}`));
const lists: number[] = [];
for (let i = 0; i < 20; i++) lists.push(await get(`/api/runs?limit=50&suite=suite-${i}`));
serving.child.kill('SIGINT');
const { peakRssMb } = await serving.finished;

const max = (figures: Record<string, number>) => Math.max(...Object.values(figures));
conclude(
  'year',
  {
    bytes_per_sample: bytesPerSample <= 60,
    writing: written.ratio >= 0.6,
    late_scored_day: late.ms < 2000 * late.slowness,
    serve_start: serveMs <= 2000 * beforeStart,
    history_cold: max(cold) <= 500 * beforeQuestions,
    history_warm: max(warm) <= 150 * beforeQuestions,
    run_page: quantile(pages, 0.95) <= 100 * beforeQuestions,
    memory: (peakRssMb ?? 0) <= 1536,
  },
  {
    samples: year.samples,
    runs: year.runs,
    bytes_per_sample: bytesPerSample,
    rollup_bytes_per_sample: rollupBytes,
    ...written,
    refresh_all_s: refreshMs / 1000,
    late_scored_day: late,
    serve_start_ms: serveMs,
    cold_ms: cold,
    warm_ms: warm,
    run_page_p95_ms: quantile(pages, 0.95),
    list_p95_ms: quantile(lists, 0.95),
    peak_rss_mb: peakRssMb,
    slowness: { start: beforeStart, questions: beforeQuestions },
  },
);
