/**
 * Published changes, imported as the calls they were and read back as figures over time: what `assay history --changes` says of LLMDrift
 * (two versions of two models on four tasks) and of a year of nightly figures with the change points that Apache Otava finds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAppContext } from '../src/app/create-app-context.ts';
import { history } from '../src/app/history/history.ts';
import { importRun } from '../src/app/import/import-run.ts';
import { driftPublished, driftRows, driftTasks } from './support/llmdrift.ts';
import { sharedData } from './support/shared-data.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const folder = temporaryFolder();
const context = createAppContext({ dataDir: join(folder, 'data'), cwd: folder, env: {} });
const dayMs = 86_400_000;
const today = Math.floor(Date.now() / dayMs) * dayMs;
const period = { sinceMs: today - 380 * dayMs, untilMs: today, bucket: 'day' } as const;

async function importRows(name: string, rows: object[], map: string[]): Promise<void> {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  await importRun({ file, map, name }, context);
}

/** The data say March and June 2023; samples are kept for 400 days, so both lie later, as far apart. */
const versions = {
  'gpt-4': { 'gpt-4-0314': today - 120 * dayMs, 'gpt-4-0613': today - 30 * dayMs },
  'gpt-3.5': { 'gpt-3.5-turbo-0301': today - 120 * dayMs, 'gpt-3.5-turbo-0613': today - 30 * dayMs },
};

async function llmdrift() {
  const found = [];
  for (const task of driftTasks) {
    const rows = driftRows(task);
    for (const [family, dates] of Object.entries(versions))
      for (const [model, atMs] of Object.entries(dates))
        await importRows(
          task.file,
          rows
            .filter((row) => row.model === model)
            .map(({ id, verdict }, i) => ({
              target: family,
              case: id,
              verdict,
              response_model: model,
              time: atMs + i,
            })),
          ['score=verdict'],
        );
    const { series } = await history(
      { ...period, suite: task.file, sharedCases: true, changes: true },
      context,
    );
    for (const { label, points, changes = [] } of series)
      found.push({
        task: task.file,
        label,
        percent: points.map(({ value }) => Math.round((value ?? Number.NaN) * 1000) / 10),
        published: Object.keys(versions[label as 'gpt-4']).map(
          (model) => driftPublished[task.published]?.[model],
        ),
        changes: changes.map(({ verdict, method, beside }) => ({
          verdict,
          method,
          beside: beside.flatMap(({ kind, before, after }) =>
            kind === 'response-model' ? [`${before} → ${after}`] : [],
          ),
        })),
      });
  }
  return found;
}

interface Otava {
  series: number[];
  expected: { args: string; indexes: number[] }[];
}

/** Each night's figure as the time of a call, so that the median of a day is that figure. */
async function tigerbeetle() {
  const { series, expected } = JSON.parse(
    readFileSync(sharedData('changepoint', 'otava_tigerbeetle.json'), 'utf8'),
  ) as Otava;
  const first = today - series.length * dayMs;
  await importRows(
    'tigerbeetle',
    series.map((e2e_ms, night) => ({
      target: 'nightly',
      case: String(night),
      e2e_ms,
      time: first + night * dayMs,
    })),
    [],
  );
  const asked = { ...period, suite: 'tigerbeetle', metric: 'e2e_ms_p50', changes: true };
  const nights = async (settings: { minChange?: number; maxP?: number }) => {
    const { series: lines } = await history({ ...asked, ...settings }, context);
    return (lines[0]?.changes ?? []).map(({ at_ms, method }) => ({ night: (at_ms - first) / dayMs, method }));
  };
  const published = (args: string) => expected.find((one) => one.args === args)?.indexes ?? [];
  return {
    large: await nights({ minChange: 0.05 }),
    published_large: published('window_len=30, max_pvalue=0.05, min_magnitude=0.05'),
    all: await nights({}),
    published_surest: published('window_len=30, max_pvalue=0.00001, min_magnitude=0.0'),
    published_sure: published('window_len=30, max_pvalue=0.01, min_magnitude=0.0'),
  };
}

const [drift, nightly] = [await llmdrift(), await tigerbeetle()];
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
/** What 50 or 100 answers can show is less than what 500 can. */
const large = drift.filter(({ task }) => /PRIME|HAPPY/.test(task));
conclude(
  'drift-history',
  {
    llmdrift_shares: drift.length === 8 && drift.every(({ percent, published }) => same(percent, published)),
    llmdrift_changes:
      large.length === 4 &&
      large.every(
        ({ percent: [before = 0, after = 0], changes }) =>
          changes.length === 1 && changes[0]?.verdict === (after < before ? 'worse' : 'better'),
      ),
    llmdrift_versions_beside: large.every(({ label, changes }) =>
      same(changes[0]?.beside, [Object.keys(versions[label as 'gpt-4']).join(' → ')]),
    ),
    tigerbeetle_large_changes: same(
      nightly.large.map(({ night }) => night),
      nightly.published_large,
    ),
    tigerbeetle_surest: nightly.published_surest.every((night) =>
      nightly.all.some((one) => one.night === night),
    ),
    // a shift that only adds up (CUSUM) is none that Otava looks for
    tigerbeetle_no_other_split: nightly.all.every(
      ({ night, method }) => method === 'cusum' || nightly.published_sure.includes(night),
    ),
  },
  { drift, nightly },
);
