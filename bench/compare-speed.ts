/**
 * Compare of 12 targets × 10,000 cases × 3 repeats with all 66 pairs and five metrics, from the database to the finished comparison;
 * and how long the ranking of the same table takes.
 */
import { newId } from '../src/base/id.ts';
import { compareTable } from '../src/analyze/compare/compare-table.ts';
import { rankTable } from '../src/analyze/rank/rank-table.ts';
import type { SampleBatch } from '../src/contract/sample.ts';
import { openStore } from '../src/store/open-store.ts';
import { madeUpRun, madeUpSample } from '../test/made-up/made-up-run.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const shape = { targets: 12, cases: 10_000, repeats: 3 };
const rounds = 3;
const limitMs = 2000;
const batchRows = 20_000;

const store = await openStore({ dataDir: temporaryFolder() });
const run = madeUpRun({ runId: newId(), ...shape });
await store.putRun(
  run,
  Array.from({ length: shape.cases }, (_, index) => ({
    id: `case-${index}`,
    index,
    category: `category ${index % 8}`,
    tags: [`tag ${index % 5}`],
    expected: null,
    preview: '',
  })),
);
const none: Omit<SampleBatch, 'samples'> = { payloads: [], retried: [] };
let samples: SampleBatch['samples'] = [];
for (let target = 0; target < shape.targets; target++)
  for (let index = 0; index < shape.cases; index++)
    for (let repeat = 0; repeat < shape.repeats; repeat++) {
      samples.push(madeUpSample(run, target, index, repeat));
      if (samples.length < batchRows) continue;
      await store.insert({ samples, ...none });
      samples = [];
    }

const timed = async <T>(work: () => T | Promise<T>): Promise<[T, number]> => {
  const start = performance.now();
  return [await work(), performance.now() - start];
};
const reads: number[] = [];
const compares: number[] = [];
let pairs = 0;
let rankMs = Number.NaN;
const texts = new Set<string>();
for (let round = 0; round < rounds; round++) {
  const [table, readMs] = await timed(() => store.table(run.run_id));
  if (!table) throw new Error('the run is not there');
  const [comparison, compareMs] = await timed(() => compareTable(table));
  reads.push(readMs);
  compares.push(compareMs);
  pairs = comparison.pairs.length;
  texts.add(JSON.stringify(comparison));
  if (round === rounds - 1) [, rankMs] = await timed(() => rankTable(table));
}
await store.close();
const totals = reads.map((ms, i) => ms + (compares[i] as number));
const round = (ms: number) => Math.round(ms);
conclude(
  'compare-speed',
  {
    in_time: totals.toSorted((a, b) => a - b)[rounds >> 1]! < limitMs,
    all_pairs: pairs === (shape.targets * (shape.targets - 1)) / 2,
    same_every_time: texts.size === 1,
  },
  {
    rows: shape.targets * shape.cases * shape.repeats,
    pairs,
    limit_ms: limitMs,
    total_ms: totals.map(round),
    read_ms: reads.map(round),
    compare_ms: compares.map(round),
    rank_ms: round(rankMs),
  },
);
