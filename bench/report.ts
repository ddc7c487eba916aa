/**
 * A report of 12 targets × 10,000 cases × 3 repeats, from the database to the finished HTML: the time, and that it is the same bytes
 * when it is made again.
 */
import { newId } from '../src/base/id.ts';
import { reportHtml } from '../src/report/document/report-html.ts';
import { readReport } from '../src/app/analysis/read-report.ts';
import { openStore } from '../src/store/open-store.ts';
import { madeUpRun, madeUpSample } from '../test/made-up/made-up-run.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const shape = { targets: 12, cases: 10_000, repeats: 3 };
const limitMs = 3000;

const store = await openStore({ dataDir: temporaryFolder() });
const run = madeUpRun({ runId: newId(), ...shape });
const cases = Array.from({ length: shape.cases }, (_, index) => ({
  id: `case-${index}`,
  index,
  category: `category ${index % 8}`,
  tags: [],
  expected: null,
  preview: '',
}));
await store.putRun(run, cases);
for (let target = 0; target < shape.targets; target++) {
  const samples = cases.flatMap(({ index }) =>
    Array.from({ length: shape.repeats }, (_, repeat) => madeUpSample(run, target, index, repeat)),
  );
  await store.insert({ samples, payloads: [], retried: [] });
}
const times: number[] = [];
const texts = new Set<string>();
for (let round = 0; round < 3; round++) {
  const start = performance.now();
  texts.add(await reportHtml(await readReport(store, [run], { calls: '100000' })));
  times.push(performance.now() - start);
}
await store.close();
conclude(
  'report',
  { in_time: Math.max(...times) < limitMs, same_bytes: texts.size === 1 },
  { ...shape, limit_ms: limitMs, times_ms: times.map(Math.round), bytes: [...texts][0]?.length },
);
