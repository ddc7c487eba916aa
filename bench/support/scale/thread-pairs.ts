/** Calls per second, and per core, of a run whose targets have 1, 2 or 4 clock and lane threads: as many pairs as lanes, as on a worker. */
import { nowMs } from '../../../src/base/clock.ts';
import type { Model } from '../../../src/contract/model.ts';
import { openLanes } from '../../../src/providers/lanes/open-lanes.ts';
import { simulatedEndpoints } from '../../../src/simulator/simulated-endpoints.ts';
import type { SimulatorHandle } from '../../../src/simulator/simulator-options.ts';
import { carryOut, suiteOf } from './made-run.ts';
import { minus, processorTime, total, type ProcessorTime } from './processor-time.ts';

export interface PairRate {
  pairs: number;
  calls: number;
  reqPerS: number;
  cpu: ProcessorTime;
  cpuUsPerCall: number;
  reqPerCoreS: number;
  /** Of a core. */
  simulatorShare: number;
}

const atOnce = 64;

export async function pairRate(
  simulator: SimulatorHandle,
  model: string,
  pairs: number,
  calls: number,
): Promise<PairRate> {
  const each = Math.round(calls / pairs);
  const suite = suiteOf(model, each, Math.ceil(atOnce / pairs), pairs);
  const simulated = simulatedEndpoints(simulator.url, simulator.models);
  const lanes = await Promise.all(
    suite.targets.map((target) => openLanes({ targets: [target], env: {}, simulated, threads: 1 })),
  );
  const byTarget = new Map(suite.targets.map(({ id }, i) => [id, lanes[i] as Model]));
  const routed: Model = { call: (request) => (byTarget.get(request.target.id) as Model).call(request) };
  const made = suite.cases.length * suite.repeats * pairs;
  await carryOut({ ...suite, repeats: 1 }, routed, null);
  const before = { at: nowMs(), own: processorTime(process.pid), simulator: processorTime(simulator.pid) };
  await carryOut(suite, routed, null);
  const passedMs = nowMs() - before.at;
  const cpu = minus(processorTime(process.pid), before.own);
  const simulatorMs = total(minus(processorTime(simulator.pid), before.simulator));
  for (const lane of lanes) await lane.close();
  const cpuMs = total(cpu);
  return {
    pairs,
    calls: made,
    reqPerS: (made * 1000) / passedMs,
    cpu,
    cpuUsPerCall: (cpuMs * 1000) / made,
    reqPerCoreS: (made * 1000) / cpuMs,
    simulatorShare: simulatorMs / passedMs,
  };
}
