/**
 * `assay run` on 10,000 cases of a target that answers at once, beside undici's bare dispatch of as many streams in the same round, for our own
 * code and for the packages of three providers: time as a ratio, CPU, and the most memory. `throughput WAY…` measures some of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../src/contract/analysis.ts';
import { rawRate } from '../src/selftest/call-rate.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay, type Finished } from './support/assay-process.ts';
import { atOnce } from './support/at-once.ts';
import { isNoisy, keys, medianOf, noiseNotice, speedWays, type SpeedWay } from './support/speed-ways.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const cases = 10_000;
const rounds = 3;
/** Times the seconds of bare dispatch; MB. */
const builtIn = { ratio: 2.5, peakMb: 250 };
const packaged = { ratio: 3.5, peakMb: 280 };

const folder = temporaryFolder();
const simulator = await startSimulator({ noDelay: true, profiles: [atOnce] });
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);

interface Round {
  bareS: number;
  runS: number;
  finished: Finished;
  isComplete: boolean;
}

function suiteOf({ name, target: { provider, ...at } }: SpeedWay): string {
  const file = join(folder, `${name}.json`);
  const suite = {
    name,
    targets: [{ model: `${provider}/${atOnce.name}`, ...at, price: { input: 1, output: 2 } }],
    cases: { file: 'cases.jsonl' },
    scorers: ['contains'],
    limits: { concurrency: 64 },
  };
  writeFileSync(file, JSON.stringify(suite));
  return file;
}

async function measure(way: SpeedWay, round: number): Promise<Round> {
  const bareS = cases / (await rawRate(simulator.url, way.bare, cases));
  const dataDir = join(folder, `${way.name}-${round}`);
  mkdirSync(dataDir);
  const finished = await runAssay(
    ['run', suiteOf(way), '--sim', simulator.url, '--data-dir', dataDir, '--no-serve', '--json'],
    keys,
  );
  const { run, targets } = JSON.parse(finished.stdout) as RunSummary;
  return {
    bareS,
    runS: ((run.ended_at_ms ?? Number.NaN) - run.started_at_ms) / 1000,
    finished,
    isComplete: targets[0]?.n === cases && targets[0].outcomes.ok === cases,
  };
}

const wanted = process.argv.slice(2);
const ways = speedWays(simulator.url, atOnce.name, 'What is 1 plus 1?')
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  .map((way) => ({ way, rounds: [] as Round[] }));
for (let round = 0; round < rounds; round++)
  for (const each of ways) each.rounds.push(await measure(each.way, round));
await simulator.close();

const rows = ways.map(({ way, rounds: all }) => {
  const aim = way.name === 'built-in' ? builtIn : packaged;
  const peakMb = Math.max(...all.map(({ finished }) => finished.peakRssMb ?? Number.NaN));
  const row = {
    way: way.name,
    bare_s: medianOf(all, ({ bareS }) => bareS),
    run_s: medianOf(all, ({ runS }) => runS),
    ratio: medianOf(all, ({ bareS, runS }) => runS / bareS),
    max_ratio: aim.ratio,
    wall_s: medianOf(all, ({ finished }) => finished.wallMs / 1000),
    cpu_s: medianOf(all, ({ finished }) => (finished.cpuMs ?? Number.NaN) / 1000),
    peak_rss_mb: Math.round(peakMb),
    max_peak_mb: aim.peakMb,
  };
  return { row, isComplete: all.every(({ isComplete }) => isComplete) };
});
console.table(rows.map(({ row }) => row));
const noisy = ways.some(({ rounds: all }) => isNoisy(all.map(({ bareS }) => bareS)));
if (noisy) console.log(noiseNotice);
conclude(
  'throughput',
  {
    complete: rows.every(({ isComplete }) => isComplete),
    ...Object.fromEntries(
      rows.flatMap(({ row }) => [
        [`${row.way}_time`, row.ratio <= row.max_ratio],
        [`${row.way}_memory`, row.peak_rss_mb <= row.max_peak_mb],
      ]),
    ),
  },
  { cases, rounds, noisy, rows: rows.map(({ row }) => row) },
);
