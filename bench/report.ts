/**
 * `assay report` as the built command makes it of 12 targets × 10,000 cases × 3 repeats: from its start to the finished HTML, and that it is the
 * same bytes when it is made again. The time is a ratio to undici's bare dispatch of 10,000 streams in the same rounds: where that takes
 * 0.95 s, the report may take 3 s.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../src/base/id.ts';
import { openStore } from '../src/store/open-store.ts';
import { madeUpRun, madeUpSample } from '../test/made-up/made-up-run.ts';
import { rawRate } from '../src/selftest/call-rate.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay } from './support/assay-process.ts';
import { atOnce } from './support/at-once.ts';
import { alternate, isTooNoisy, warnOfNoise } from './support/rounds.ts';
import { speedWays, type SpeedWay } from './support/speed-ways.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const shape = { targets: 12, cases: 10_000, repeats: 3 };
const rounds = 5;
const bareCalls = 10_000;
const maxRatio = 3 / 0.95;

const folder = temporaryFolder();
const dataDir = join(folder, 'data');

async function makeRun(): Promise<void> {
  const store = await openStore({ dataDir });
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
  await store.close();
}

const texts = new Set<string>();
const cpuMs: (number | null)[] = [];

async function reportMs(): Promise<number> {
  const file = join(folder, 'report.html');
  const made = await runAssay(['report', '-o', file, '--calls', '100000', '--data-dir', dataDir]);
  cpuMs.push(made.cpuMs);
  texts.add(readFileSync(file, 'utf8'));
  return made.wallMs;
}

await makeRun();
const simulator = await startSimulator({ noDelay: true, profiles: [atOnce] });
const [{ bare }] = speedWays(simulator.url, atOnce.name, 'What is 1 plus 1?') as [SpeedWay];
const measured = await alternate(
  {
    bare: async () => (1000 * bareCalls) / (await rawRate(simulator.url, bare, bareCalls)),
    report: reportMs,
  },
  rounds,
  ['bare'],
);
await simulator.close();
const { medians, values } = measured;
const ratio = medians.report / medians.bare;
warnOfNoise(measured);
conclude(
  'report',
  { in_time: ratio <= maxRatio, same_bytes: texts.size === 1 },
  {
    ...shape,
    ratio,
    max_ratio: maxRatio,
    report_ms: medians.report,
    bare_ms: medians.bare,
    rounds_ms: values,
    cpu_ms: cpuMs,
    bytes: [...texts][0]?.length,
    noise: measured.noise,
    too_noisy: isTooNoisy(measured),
  },
);
