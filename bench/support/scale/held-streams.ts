/** What calls cost while so many streams are open: they begin at a fixed rate and last as long as it takes for that many to be open at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../../../src/base/clock.ts';
import type { CallResult } from '../../../src/contract/attempt.ts';
import type { Model } from '../../../src/contract/model.ts';
import { planLoad } from '../../../src/plan/load/plan-load.ts';
import { openLanes, type Lanes } from '../../../src/providers/lanes/open-lanes.ts';
import { compareWithTruth, truthSince } from '../../../src/selftest/timing-error.ts';
import { simulatedEndpoints } from '../../../src/simulator/simulated-endpoints.ts';
import { startSimulator } from '../../../src/simulator/start.ts';
import { quantile } from '../figures.ts';
import { answer, carryOut, chunks, prompt, suiteOf } from './made-run.ts';
import { minus, processorTime, total, type ProcessorTime } from './processor-time.ts';

export interface Wanted {
  streams: number;
  /** Calls begun a second. */
  rate: number;
}

export interface Held extends Wanted {
  /** Of what was wanted, calls that ended in the time. */
  reached: number;
  unmatched: number;
  /** Of this process, ms a second, by thread. */
  cpu: ProcessorTime;
  cpuUsPerCall: number;
  /** Of a core. */
  simulatorShare: number;
  ttftErrorMs: { p50: number; p99: number };
  gapErrorMs: { p50: number; p99: number };
}

const model = 'held';
const maxInFlight = 16_384;
/** From the first calls to the first that count, besides the time that a call takes. */
const leadSeconds = 1;

const errorOf = (values: readonly number[]) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });

/** A model of which a call takes so long: half of it until the first chunk, the others evenly in the rest. */
const profileOf = (lastsMs: number) => ({
  name: model,
  ttft: { medianMs: lastsMs / 2, sigma: 0 },
  pace: { tokensPerSecond: (chunks * 1000) / (lastsMs / 2), jitter: 0 },
  trailerMs: 0,
  accuracy: 1,
});

/** The lanes, and what they gave; `seen` may be emptied at any time. */
function listening(lanes: Lanes): { model: Model; seen: CallResult[] } {
  const seen: CallResult[] = [];
  const call: Model['call'] = async (request) => {
    const result = await lanes.call(request);
    seen.push(result);
    return result;
  };
  return { model: { call }, seen };
}

/** Measures for `seconds` once all streams are open; what is in flight then is given up. */
export async function holdStreams({ streams, rate }: Wanted, seconds: number): Promise<Held> {
  const lastsMs = (streams * 1000) / rate;
  const simulator = await startSimulator({
    knowledge: [{ prompt, expected: answer, style: 'bare', category: '' }],
    profiles: [profileOf(lastsMs)],
  });
  const suite = suiteOf(model, 1000, maxInFlight);
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  const lanes = await openLanes({ targets: suite.targets, env: {}, simulated, threads: 1 });
  const heard = listening(lanes);
  const warmupSeconds = lastsMs / 1000 + leadSeconds;
  const shape = { shape: 'constant-rate', rate, durationSeconds: seconds + 1, warmupSeconds };
  const load = planLoad({ ...shape, drainSeconds: 0, maxInFlight }, 1);
  const end = new AbortController();
  const run = carryOut(suite, heard.model, load, end);
  await sleep(warmupSeconds * 1000);
  const read = () => ({
    at: nowMs(),
    own: processorTime(process.pid),
    simulator: processorTime(simulator.pid),
  });
  heard.seen.length = 0;
  const before = read();
  await sleep(seconds * 1000);
  const after = read();
  const results = heard.seen.filter(({ outcome }) => outcome === 'ok');
  end.abort();
  await run;
  const { entries } = await truthSince(simulator.url, 0);
  await lanes.close();
  await simulator.close();
  const { ttft, gaps, unmatched } = compareWithTruth(results, entries);
  const passedMs = after.at - before.at;
  const used = minus(after.own, before.own);
  return {
    streams,
    rate,
    reached: results.length / ((rate * passedMs) / 1000),
    unmatched,
    cpu: Object.fromEntries(Object.entries(used).map(([name, ms]) => [name, (ms * 1000) / passedMs])),
    cpuUsPerCall: (total(used) * 1000) / results.length,
    simulatorShare: total(minus(after.simulator, before.simulator)) / passedMs,
    ttftErrorMs: errorOf(ttft),
    gapErrorMs: errorOf(gaps),
  };
}
