import { newId } from '../../src/base/id.ts';
import { runHeader } from '../../src/app/run/run-header.ts';
import { carryLanes } from '../../src/conduct/carry-lanes.ts';
import { rebuildSharedRun } from '../../src/conduct/rebuild-shared-run.ts';
import type { Control } from '../../src/contract/control.ts';
import type { Events } from '../../src/contract/event-bus.ts';
import type { LaneLease } from '../../src/contract/queue.ts';
import type { Run } from '../../src/contract/run.ts';
import type { SharedRun } from '../../src/contract/run-registry.ts';
import type { Suite } from '../../src/contract/suite.ts';
import { createPriceBook } from '../../src/measure/price-book.ts';
import { planRun } from '../../src/plan/plan-run.ts';
import { countAll } from './count-all.ts';
import type { ConductedRun } from './conductor-conformance.ts';
import type { World } from './made-up-world.ts';

const workers = 2;
const never = new AbortController().signal;

/** `lapse`: a lease whose holder is silent runs out. */
export interface SharedControl {
  open(): Promise<Control>;
  lapse(lease: LaneLease): Promise<void>;
}

const silent = (lease: LaneLease): LaneLease => {
  let beats = 0;
  return { ...lease, heartbeat: () => (beats++ === 0 ? lease.heartbeat() : new Promise(() => {})) };
};

/** Who listens, and when each has heard that the run shall stop. */
function watchStops() {
  const hearing = new Set<Promise<void>>();
  return {
    watching: (events: Events): Events => ({
      publish: (event) => events.publish(event),
      async listen(listener) {
        const heard = Promise.withResolvers<void>();
        const leave = await events.listen({
          ...listener,
          onEvent(event) {
            listener.onEvent(event);
            if (event.type === 'run-stop') heard.resolve();
          },
        });
        hearing.add(heard.promise);
        return () => {
          leave();
          hearing.delete(heard.promise);
          heard.resolve();
        };
      },
      close: () => events.close(),
    }),
    known: async () => void (await Promise.all(hearing)),
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 10));
}

/** By two workers, each with one lane at a time. */
export async function openSharedRun(
  { open, lapse }: SharedControl,
  suite: Suite,
  world: World,
): Promise<ConductedRun> {
  const opened: Control[] = [];
  const stops = watchStops();
  const openOne = async () => {
    const control = await open();
    opened.push(control);
    return control;
  };
  const control = await openOne();
  const { registry, queue } = control;
  const prices = createPriceBook({ at: 0 });
  const runId = newId();
  const plan = planRun(suite, { runId, priceOf: () => null });
  const header = runHeader(plan, prices, {} as Run['provenance'], Date.now());
  const lanes = header.targets.map(({ id: targetId }) => ({ runId, targetId }));
  const find = async () => (await registry.find(runId)) as SharedRun;

  async function begin(): Promise<void> {
    await registry.begin({ run: { ...header, status: 'running' }, suite, budgets: [] });
    await queue.enqueue(lanes);
  }
  /** Until everyone has heard it. */
  async function askToStop(): Promise<void> {
    await registry.askToStop(runId);
    control.events.publish({ type: 'run-stop', runId });
    await stops.known();
  }
  async function work(over: AbortSignal, leaseOf = (lease: LaneLease) => lease): Promise<void> {
    const own = await openOne();
    await carryLanes({
      control: {
        ...own,
        events: stops.watching(own.events),
        queue: {
          ...own.queue,
          async take(signal) {
            const lease = await own.queue.take(signal);
            return lease && leaseOf(lease);
          },
        },
      },
      store: world.store,
      openModel: async () => ({
        ...world.model,
        services: world.services,
        health: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
        close: async () => {},
      }),
      keyOf: () => null,
      lanesAtOnce: 1,
      stop: over,
      kill: never,
      note: () => undefined,
    });
  }
  let isBegun = false;
  return {
    async go(stop = never, known = () => undefined) {
      const isCrashed = isBegun && (await find()).run.status === 'running';
      if (!isCrashed) await begin();
      isBegun = true;
      stop.addEventListener('abort', () => {
        void askToStop().then(known);
      });
      const over = new AbortController();
      const working = Array.from({ length: workers }, () => work(over.signal));
      await until(async () => (await find()).run.status !== 'running');
      over.abort();
      await Promise.all(working);
      return (await find()).run;
    },
    async crash(gone) {
      await begin();
      isBegun = true;
      const leases: LaneLease[] = [];
      const taken = (lease: LaneLease) => {
        leases.push(lease);
        return silent(lease);
      };
      for (let i = 0; i < workers; i++) void work(never, taken).catch(() => undefined);
      await gone;
      for (const lease of leases) await lapse(lease);
    },
    keepScores: (scored) => registry.keepScores(runId, scored),
    async kept() {
      const journals = await Promise.all(lanes.map((lane) => countAll(registry.journal(lane))));
      const judged = await countAll(registry.scores(runId));
      return { attempts: journals.reduce((sum, n) => sum + n, 0), judged };
    },
    keepPrices: (change) => registry.addRepricing(runId, change),
    quarantined: () => registry.quarantined(runId),
    rebuild: async () => rebuildSharedRun(await find(), registry, world.store),
    close: async () => {
      for (const each of opened) await each.close();
    },
  };
}
