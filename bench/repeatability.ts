/** Five runs of one simulator profile under the same load: how far TTFT and throughput differ from run to run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadReport } from '../src/contract/load-report.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay } from './support/assay-process.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const runs = 5;
const limit = 0.05;
const loads = {
  poisson: ['--rate', '40'],
  users: ['--users', '16'],
};

const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
writeFileSync(suite, 'name: repeatability\ntargets: [sim/usual]\ncases: [{ input: "What is 1 plus 1?" }]\n');
const simulator = await startSimulator({
  profiles: [
    {
      name: 'usual',
      ttft: { medianMs: 120, sigma: 0.25 },
      pace: { tokensPerSecond: 200, jitter: 0.1 },
      accuracy: 1,
      verbosity: 30,
      price: { input: 1, output: 1 },
    },
  ],
});

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function variation(values: number[]): number {
  const middle = mean(values);
  return (
    Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)) / middle
  );
}

async function measureOnce(load: string[]) {
  const place = ['--sim', simulator.url, '--data-dir', join(folder, 'data'), '--no-serve', '--json'];
  const { stdout } = await runAssay(['load', suite, ...load, '--duration', '8', '--warmup', '2', ...place]);
  const phase = (JSON.parse(stdout) as LoadReport).targets[0]?.phases[0];
  return {
    ttft_p50_ms: phase?.ttft_ms?.p50 ?? Number.NaN,
    ttft_mean_ms: phase?.ttft_ms?.mean ?? Number.NaN,
    req_s: phase?.req_s ?? Number.NaN,
    tok_s: phase?.tok_s ?? Number.NaN,
    failed: (phase?.failed ?? 0) + (phase?.dropped ?? 0),
  };
}

const rows: Record<string, unknown>[] = [];
const checks: Record<string, boolean> = {};
for (const [name, load] of Object.entries(loads)) {
  const measured: Awaited<ReturnType<typeof measureOnce>>[] = [];
  for (let i = 0; i < runs; i++) measured.push(await measureOnce(load));
  const of = (field: keyof (typeof measured)[number]) => measured.map((figures) => figures[field]);
  const fields = ['ttft_p50_ms', 'ttft_mean_ms', 'req_s', 'tok_s'] as const;
  const cv = Object.fromEntries(fields.map((field) => [field, variation(of(field))]));
  rows.push({ load: name, cv, runs: measured });
  for (const field of fields) checks[`${name} ${field}`] = (cv[field] as number) < limit;
}
await simulator.close();
conclude('repeatability', checks, { runs, limit, rows });
