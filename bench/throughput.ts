/** 10,000 cases for one target that answers at once: wall time, CPU and the most memory of the whole command. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../src/contract/analysis.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay } from './support/assay-process.ts';
import { atOnce } from './support/at-once.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const cases = 10_000;
const aim = { wallS: 7, peakMb: 400 };

const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: cases }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);
writeFileSync(
  suite,
  'name: throughput\ntargets: [sim/at-once]\ncases: { file: cases.jsonl }\nscorers: [contains]\nlimits: { concurrency: 64 }\n',
);

const simulator = await startSimulator({ noDelay: true, profiles: [atOnce] });
const run = await runAssay([
  'run',
  suite,
  '--sim',
  simulator.url,
  '--data-dir',
  join(folder, 'data'),
  '--no-serve',
  '--json',
]);
await simulator.close();
const summary = JSON.parse(run.stdout) as RunSummary;
const target = summary.targets[0];

const wallS = run.wallMs / 1000;
const measuredS = ((summary.run.ended_at_ms ?? Number.NaN) - summary.run.started_at_ms) / 1000;
conclude(
  'throughput',
  {
    all_settled: target?.n === cases && target.outcomes.ok === cases,
    wall: wallS < aim.wallS,
    memory: run.peakRssMb !== null && run.peakRssMb < aim.peakMb,
  },
  {
    cases,
    wall_s: wallS,
    run_s: measuredS,
    requests_per_s: cases / measuredS,
    cpu_s: run.cpuMs === null ? null : run.cpuMs / 1000,
    peak_rss_mb: run.peakRssMb,
    e2e_p50_ms: target?.latency.e2e_ms?.p50,
    client: summary.run.client,
    aim,
  },
);
