/**
 * How far our stamps are from the simulator's log of its own writes, on the clock both share: first token after 50 ms,
 * then 32 chunks 10 ms apart, at 1, 64 and 200 streams, for each wire. The error holds the kernel's loopback, our reading,
 * and the simulator's own write call.
 */
import { nowMs } from '../src/base/clock.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes } from '../src/providers/lanes/open-lanes.ts';
import { simulatedEndpoints } from '../src/providers/simulated-endpoints.ts';
import { startSimulator } from '../src/providers/simulator/start.ts';
import type { TruthEntry } from '../src/providers/simulator/truth-log.ts';
import { quantile } from './support/figures.ts';

const wires = ['openai-chat', 'anthropic-messages', 'gemini'] as const;
/** p99 of the TTFT error that fails the bench, ms. */
const limits: Record<number, number> = { 1: 5, 64: 15, 200: 25 };

const simulator = await startSimulator({
  profiles: wires.map((wire) => ({
    name: wire,
    wire,
    ttft: { medianMs: 50, sigma: 0 },
    pace: { tokensPerSecond: 100, jitter: 0 },
    accuracy: 1,
    verbosity: 33,
    price: { input: 1, output: 1 },
  })),
});
const targets = wires.map(
  (wire) =>
    ({
      id: wire,
      label: wire,
      provider: 'sim',
      model: wire,
      promptId: 'p',
      parameters: {},
      limits: { concurrency: 1, timeoutMs: 60_000, retries: 0 },
    }) satisfies Target,
);
const lanes = await openLanes({
  targets,
  env: {},
  simulated: simulatedEndpoints(simulator.url, simulator.models),
});

async function burst(target: Target, streams: number, rounds: number): Promise<CallResult[]> {
  const results: CallResult[] = [];
  const signal = new AbortController().signal;
  await Promise.all(
    Array.from({ length: streams }, async (_, stream) => {
      for (let round = 0; round < rounds; round++)
        results.push(
          await lanes.call({
            target,
            messages: [{ role: 'user', content: `${stream} ${round}` }],
            tools: [],
            timeoutMs: 60_000,
            scheduledMs: nowMs(),
            signal,
          }),
        );
    }),
  );
  return results;
}

async function truthOf(since: number): Promise<{ next: number; entries: TruthEntry[] }> {
  return (await (await fetch(`${simulator.url}/truth?since=${since}`)).json()) as {
    next: number;
    entries: TruthEntry[];
  };
}

/** Request and response ids differ by a prefix. */
const uniquePart = (id: string) => /[0-9a-f]{32}/.exec(id)?.[0] ?? id;

/** Content writes of the truth beside content frames of ours; a call whose counts differ cannot be compared and is counted. */
function errorsOf(results: CallResult[], entries: TruthEntry[]) {
  const byId = new Map(entries.map((entry) => [uniquePart(entry.requestId), entry]));
  const ttft: number[] = [];
  const gaps: number[] = [];
  let unmatched = 0;
  for (const { responseId, frames } of results) {
    const entry = byId.get(uniquePart(responseId ?? ''));
    const written = entry?.writes.filter((_, i) => 'trc'.includes(entry.kinds[i] ?? '')) ?? [];
    if (written.length === 0 || written.length !== frames.at.length) {
      unmatched++;
      continue;
    }
    ttft.push((frames.at[0] as number) - (written[0] as number));
    for (let i = 1; i < written.length; i++)
      gaps.push(
        Math.abs(
          (frames.at[i] as number) -
            (frames.at[i - 1] as number) -
            ((written[i] as number) - (written[i - 1] as number)),
        ),
      );
  }
  return { ttft, gaps, unmatched };
}

const rows = [];
let failed = false;
let { next } = await truthOf(0);
for (const target of targets) {
  await burst(target, 8, 1);
  next = (await truthOf(next)).next;
  for (const streams of [1, 64, 200]) {
    const results = await burst(target, streams, streams === 1 ? 20 : 3);
    const truth = await truthOf(next);
    next = truth.next;
    const { ttft, gaps, unmatched } = errorsOf(results, truth.entries);
    const row = {
      wire: target.model,
      streams,
      calls: results.length,
      unmatched,
      ttft_error_p50_ms: quantile(ttft, 0.5),
      ttft_error_p99_ms: quantile(ttft, 0.99),
      gap_error_p50_ms: quantile(gaps, 0.5),
      gap_error_p99_ms: quantile(gaps, 0.99),
      clock_loop_delay_p99_ms: (await lanes.health()).loopDelayP99Ms,
    };
    rows.push(row);
    console.error(row);
    failed ||= unmatched > 0 || row.ttft_error_p99_ms > (limits[streams] as number);
  }
}
await lanes.close();
await simulator.close();
console.log(JSON.stringify({ bench: 'timing', passed: !failed, rows }));
process.exitCode = failed ? 1 : 0;
