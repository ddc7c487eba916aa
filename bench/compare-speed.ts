/**
 * The comparison of 12 targets × 10,000 cases × 3 repeats with all 66 pairs and five metrics, from the database to the finished comparison;
 * and how long the ranking of the same table takes. Judged as a ratio to a fixed computation in the same rounds.
 */
import { newId } from '../src/base/id.ts';
import { compareTable } from '../src/analyze/compare/compare-table.ts';
import { rankTable } from '../src/analyze/rank/rank-table.ts';
import type { SampleBatch } from '../src/contract/sample.ts';
import { openStore } from '../src/store/open-store.ts';
import { madeUpRun, madeUpSample } from '../test/made-up/made-up-run.ts';
import { fixedWorkMs } from './support/reference.ts';
import { alternate, isTooNoisy, warnOfNoise } from './support/rounds.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const shape = { targets: 12, cases: 10_000, repeats: 3 };
const rounds = 3;
/** Of a fixed computation: where that takes 55 ms, two seconds. */
const maxRatio = 2000 / 55;
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

const reading: number[] = [];
const texts = new Set<string>();
let pairs = 0;
const timedMs = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
const readTable = async () => {
  const table = await store.table(run.run_id);
  if (!table) throw new Error('the run is not there');
  return table;
};
const measured = await alternate(
  {
    work: fixedWorkMs,
    compare: () =>
      timedMs(async () => {
        const start = performance.now();
        const table = await readTable();
        reading.push(performance.now() - start);
        const comparison = compareTable(table);
        pairs = comparison.pairs.length;
        texts.add(JSON.stringify(comparison));
      }),
    rank: async () => {
      const table = await readTable();
      return timedMs(() => rankTable(table));
    },
  },
  rounds,
  ['work'],
);
await store.close();
const { medians, values } = measured;
const ratio = medians.compare / medians.work;
warnOfNoise(measured);
conclude(
  'compare-speed',
  {
    in_time: ratio <= maxRatio,
    all_pairs: pairs === (shape.targets * (shape.targets - 1)) / 2,
    same_every_time: texts.size === 1,
  },
  {
    rows: shape.targets * shape.cases * shape.repeats,
    pairs,
    ratio,
    max_ratio: maxRatio,
    ms: medians,
    rounds_ms: values,
    read_ms: reading,
    noise: measured.noise,
    too_noisy: isTooNoisy(measured),
  },
);
