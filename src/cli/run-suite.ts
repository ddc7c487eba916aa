/** One run in this process: everything `bench` needs, opened and closed around it. */
import { bench } from '../bench.ts';
import { wallClockMs } from '../base/clock.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { EmitRunEvent, RunEvent } from '../contract/events.ts';
import type { LoadPlan } from '../contract/load.ts';
import type { Suite, Target } from '../contract/suite.ts';
import { createPriceBook } from '../measure/price-book.ts';
import { underLoad } from '../plan/load/plan-load.ts';
import { planRun } from '../plan/plan-run.ts';
import type { SimulatedEndpoints } from '../providers/endpoint.ts';
import { openLanes } from '../providers/lanes/open-lanes.ts';
import { attachmentFolder } from '../run/keep-attachments.ts';
import { runDirectory } from '../run/run-directory.ts';
import type { CommandContext } from './command.ts';
import type { Interrupts } from './interrupts.ts';
import type { RunView } from './live/run-view.ts';
import type { Host } from './host.ts';
import { provenanceOf } from './provenance.ts';
import { runHeader } from './run-header.ts';

export interface RunSuiteOptions {
  runId: string;
  suite: Suite;
  suitePath: string;
  simulated: SimulatedEndpoints;
  host: Host;
  view: RunView;
  interrupts: Interrupts;
  /** In place of asking every case once. */
  load?: LoadPlan;
  /** Told of every event besides page and view. */
  emit?: EmitRunEvent;
}

/** Runs the suite. Throws `key-missing` and the like before anything is sent. */
export async function runSuite(options: RunSuiteOptions, context: CommandContext): Promise<RunSummary> {
  const { runId, suite, host, view, interrupts, simulated } = options;
  const { dataDir, env, cwd } = context;
  const startedAtMs = wallClockMs();
  const prices = createPriceBook({ at: startedAtMs });
  const priceOf = (target: Target) => prices.priceOf(target)?.price ?? null;
  const asked = planRun(suite, { runId, priceOf });
  const plan = options.load ? underLoad(asked, options.load, priceOf) : asked;
  const provenance = await provenanceOf(options.suitePath, cwd, process.argv.slice(2), dataDir);
  const emit = (event: RunEvent) => {
    host.emit(event);
    view.emit(event);
    options.emit?.(event);
  };
  const directory = runDirectory(dataDir, runId);
  const files = attachmentFolder(directory);
  const lanes = await openLanes({ targets: suite.targets, env, simulated, files });
  try {
    return await bench({
      plan,
      run: runHeader(plan, prices, provenance, startedAtMs),
      model: lanes,
      prices,
      store: host.store,
      directory,
      pid: process.pid,
      emit,
      stop: interrupts.stop,
      kill: interrupts.kill,
      clockHealth: () => lanes.health(),
    });
  } finally {
    await lanes.close();
  }
}
