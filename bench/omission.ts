/**
 * A provider that stands still for two seconds in a run of constant rate. By hand, from the simulator's log of its own
 * writes and the schedule alone: call i was due at start + i/rate, and its answer's last content was written when the log
 * says. The p99 Assay reports must be that one, not the one of a client that counts from when it sends.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadReport } from '../src/contract/load-report.ts';
import { startSimulator } from '../src/simulator/start.ts';
import { startAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';
import type { TruthEntry } from '../src/simulator/truth-log.ts';

const rate = 100;
const seconds = 12;
const freezeMs = 2000;
const freezeAtMs = 5000;
/** Between the simulator's write and our stamp, and of the two ways to place the start. */
const toleranceMs = 10;

const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
writeFileSync(suite, 'name: omission\ntargets: [sim/steady]\ncases: [{ input: "What is 1 plus 1?" }]\n');
const simulator = await startSimulator({
  profiles: [
    {
      name: 'steady',
      ttft: { medianMs: 20, sigma: 0 },
      pace: { tokensPerSecond: 1000, jitter: 0 },
      accuracy: 1,
      verbosity: 10,
      price: { input: 1, output: 1 },
    },
  ],
});
const truthAt = async (since: number) =>
  (await (await fetch(`${simulator.url}/truth?since=${since}`)).json()) as {
    next: number;
    entries: TruthEntry[];
  };

async function freezeInTheMiddle(): Promise<void> {
  while ((await truthAt(0)).next === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, freezeAtMs));
  const answer = await fetch(`${simulator.url}/control`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.token}` },
    body: JSON.stringify({ freezeMs }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const freezing = freezeInTheMiddle();
const load = [
  '--shape',
  'constant-rate',
  '--rate',
  String(rate),
  '--duration',
  String(seconds),
  '--warmup',
  '0',
];
const place = ['--sim', simulator.url, '--data-dir', join(folder, 'data'), '--no-serve', '--json'];
const run = await startAssay(['load', suite, ...load, ...place]).finished;
await freezing;
const { entries } = await truthAt(0);
await simulator.close();
if (run.code !== 0) throw new Error(run.stderr);
const report = JSON.parse(run.stdout) as LoadReport;
const phase = report.targets[0]?.phases[0];

/** Arrival of each request and its last content write; requests of equal gaps arrive in the order of the schedule. */
const seen = entries
  .map(({ arrivedMs, kinds, writes }) => ({
    arrivedMs,
    lastMs: writes.filter((_, i) => 'trc'.includes(kinds[i] ?? '')).at(-1) ?? Number.NaN,
  }))
  .sort((a, b) => a.arrivedMs - b.arrivedMs);
/** The schedule's start, as the earliest that no request arrived before its time. */
const startMs = Math.min(...seen.map(({ arrivedMs }, i) => arrivedMs - (i * 1000) / rate));
const byHand = seen.map(({ lastMs }, i) => lastMs - (startMs + (i * 1000) / rate));
const p99ByHand = quantile(byHand, 0.99);
const p99 = phase?.response_ms?.p99 ?? null;
conclude(
  'omission',
  {
    all_sent: phase?.offered === rate * seconds && phase.dropped === 0 && seen.length === rate * seconds,
    p99_is_that_of_the_schedule: p99 !== null && Math.abs(p99 - p99ByHand) <= toleranceMs,
    p99_shows_the_freeze: p99 !== null && p99 > freezeMs * 0.9,
  },
  {
    rate,
    seconds,
    freeze_ms: freezeMs,
    response_p99_ms: p99,
    by_hand_p99_ms: p99ByHand,
    response_p50_ms: phase?.response_ms?.p50,
    by_hand_p50_ms: quantile(byHand, 0.5),
    queue_p99_ms: phase?.queue_ms?.p99,
    achieved_share: phase?.achieved_share,
    client: report.run.client,
  },
);
