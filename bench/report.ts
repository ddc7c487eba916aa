/**
 * The HTML report of 12 targets × 10,000 cases × 3 repeats, and that it is the same bytes each time: from an open database, as a server makes
 * it, and by the built command, from its start to its end. Times are ratios to undici's bare dispatch of 10,000 streams in the same rounds:
 * where that takes 0.95 s, the report may take 1.5 s and the command 3 s.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderReport } from '../src/app/analysis/render-report.ts';
import { report } from '../src/app/analysis/report.ts';
import { createAppContext } from '../src/app/create-app-context.ts';
import { openStore } from '../src/store/open-store.ts';
import { rawRate } from '../src/selftest/call-rate.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay } from './support/assay-process.ts';
import { atOnce } from './support/at-once.ts';
import { storeMadeUpRun } from './support/made-up-store.ts';
import { alternate, isTooNoisy, warnOfNoise } from './support/rounds.ts';
import { speedWays, type SpeedWay } from './support/speed-ways.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const shape = { targets: 12, cases: 10_000, repeats: 3 };
const rounds = 5;
const bareCalls = 10_000;
const maxRatios = { report: 1.5 / 0.95, command: 3 / 0.95 };

const folder = temporaryFolder();
const dataDir = join(folder, 'data');

const texts = new Set<string>();
const cpuMs: (number | null)[] = [];

/** Opening the database is no part of it. */
async function reportMs(): Promise<number> {
  const store = await openStore({ dataDir });
  try {
    const context = createAppContext({ dataDir, cwd: folder, env: {} });
    const began = performance.now();
    const made = await report({ calls: 100_000 }, { ...context, withStore: (work) => work(store, []) });
    texts.add(await renderReport(made, 'html'));
    return performance.now() - began;
  } finally {
    await store.close();
  }
}

async function commandMs(): Promise<number> {
  const file = join(folder, 'report.html');
  const made = await runAssay(['report', '-o', file, '--calls', '100000', '--data-dir', dataDir]);
  cpuMs.push(made.cpuMs);
  texts.add(readFileSync(file, 'utf8'));
  return made.wallMs;
}

await storeMadeUpRun(dataDir, shape);
const simulator = await startSimulator({ noDelay: true, profiles: [atOnce] });
const [{ bare }] = speedWays(simulator.url, atOnce.name, 'What is 1 plus 1?') as [SpeedWay];
const measured = await alternate(
  {
    bare: async () => (1000 * bareCalls) / (await rawRate(simulator.url, bare, bareCalls)),
    report: reportMs,
    command: commandMs,
  },
  rounds,
  ['bare'],
);
await simulator.close();
const { medians, values } = measured;
const ratios = { report: medians.report / medians.bare, command: medians.command / medians.bare };
warnOfNoise(measured);
conclude(
  'report',
  {
    report_in_time: ratios.report <= maxRatios.report,
    command_in_time: ratios.command <= maxRatios.command,
    same_bytes: texts.size === 1,
  },
  {
    ...shape,
    ratios,
    max_ratios: maxRatios,
    ms: medians,
    rounds_ms: values,
    cpu_ms: cpuMs,
    bytes: [...texts][0]?.length,
    noise: measured.noise,
    too_noisy: isTooNoisy(measured),
  },
);
