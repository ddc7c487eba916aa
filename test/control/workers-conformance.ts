/** Workers over any Control: whoever carries a lane, and however often it changes hands, the result is the same. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runHeader } from '../../src/app/run/run-header.ts';
import type { CallResult } from '../../src/contract/attempt.ts';
import type { Control } from '../../src/contract/control.ts';
import { AssayError } from '../../src/contract/errors.ts';
import type { SharedEvent } from '../../src/contract/event-bus.ts';
import type { SharedRun } from '../../src/contract/run-registry.ts';
import type { Run } from '../../src/contract/run.ts';
import { createPriceBook } from '../../src/measure/price-book.ts';
import { planRun } from '../../src/plan/plan-run.ts';
import { prepareScorer } from '../../src/score/prepare-scorer.ts';
import { loadSuite } from '../../src/suite/load-suite.ts';
import { carryLanes, type LaneModel, type WorkerOptions } from '../../src/conduct/carry-lanes.ts';
import { rebuildSharedRun } from '../../src/conduct/rebuild-shared-run.ts';
import { answeredCall } from '../made-up/answered-call.ts';
import { memoryResults } from './memory-results.ts';

export interface ControlUnderTest {
  /** As seen from one more machine. */
  open(): Promise<Control>;
  /** How long a silent holder keeps its lane, when that is short enough to wait for. */
  holdMs: number | null;
  /** Cuts every connection, where there are any. */
  cut?(): Promise<void>;
  close(): Promise<void>;
}

const targets = ['a', 'b', 'c', 'd'];
const caseIds = Array.from({ length: 15 }, (_, i) => `case-${i}`);
const planned = targets.length * caseIds.length * 2;

async function suiteWith(more: object) {
  const folder = await mkdtemp(join(tmpdir(), 'assay-workers-'));
  const file = join(folder, 'suite.json');
  const cases = caseIds.map((id) => ({ id, input: id, expected: id }));
  const asked = targets.map((name) => ({ model: `sim/${name}`, price: { input: 1, output: 2 } }));
  const limits = { concurrency: 3, retries: 1 };
  const suite = { name: 'shared', targets: asked, cases, scorers: ['exact'], repeats: 2, limits, ...more };
  await writeFile(file, JSON.stringify(suite));
  try {
    return await loadSuite(file, { checkScorer: (spec) => void prepareScorer(spec) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function describeWorkers(name: string, open: () => Promise<ControlUnderTest>): void {
  describe(`workers: ${name}`, () => {
    let under: ControlUnderTest;
    const workers: { stop: AbortController; done: Promise<void>; control: Control }[] = [];
    const results = memoryResults();
    const calls = new Map<string, number>();
    const notes: string[] = [];

    beforeEach(async () => {
      under = await open();
      for (const kept of [results.samples, results.retried, results.runs, calls]) kept.clear();
      notes.length = 0;
    });
    afterEach(async () => {
      for (const { stop } of workers) stop.abort();
      await Promise.all(workers.map(({ done }) => done));
      for (const { control } of workers) await control.close();
      workers.length = 0;
      await under.close();
    });

    /** `hangAfter`: its calls never end from then on. */
    function model({ hangAfter = Infinity, delayMs = 2 } = {}): LaneModel {
      let made = 0;
      return {
        async call({ target, messages, signal }) {
          const asked = String(messages.at(-1)?.content);
          calls.set(`${target.model} ${asked}`, (calls.get(`${target.model} ${asked}`) ?? 0) + 1);
          if (++made > hangAfter)
            return new Promise<CallResult>((resolve) =>
              signal.addEventListener('abort', () =>
                resolve({
                  ...answeredCall(''),
                  outcome: 'cancelled',
                  answer: null,
                  failure: { class: 'cancelled', message: '', httpStatus: null, retryAfterMs: null },
                }),
              ),
            );
          await new Promise((done) => setTimeout(done, delayMs));
          return answeredCall(asked);
        },
        health: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
        close: async () => {},
      };
    }
    async function startWorker(options: Partial<WorkerOptions> = {}) {
      const control = options.control ?? (await under.open());
      const stop = new AbortController();
      const done = carryLanes({
        store: results.store,
        openModel: async () => model(),
        keyOf: () => null,
        lanesAtOnce: 1,
        note: (line) => void notes.push(line),
        kill: new AbortController().signal,
        ...options,
        control,
        stop: stop.signal,
      });
      workers.push({ stop, done, control });
      return { stop, done };
    }
    async function begin(more: object = {}) {
      const suite = await suiteWith(more);
      const prices = createPriceBook({ at: 0 });
      const plan = planRun(suite, {
        runId: `run-${Math.random()}`,
        priceOf: (target) => prices.priceOf(target)?.price ?? null,
      });
      const run = runHeader(plan, prices, { prices: undefined } as unknown as Run['provenance'], Date.now());
      const control = await under.open();
      const events: SharedEvent[] = [];
      const heardOfItsEnd = async () => {
        const shared = await control.registry.find(run.run_id);
        if (shared && shared.run.status !== 'running') events.push({ type: 'run-end', run: shared.run });
      };
      await control.events.listen({
        onEvent: (event) => void events.push(event),
        // What was said while nobody could hear is asked for, as a server does: again when this connection was cut
        // too. Without an answer the test ends with "no end".
        onGap: () => void vi.waitFor(heardOfItsEnd, { timeout: 5000 }).catch(() => undefined),
      });
      await control.registry.begin({ run, suite, budgets: [] });
      await control.queue.enqueue(run.targets.map((target) => ({ runId: run.run_id, targetId: target.id })));
      const ended = async () => {
        const event = await vi.waitFor(
          () => events.find((each) => each.type === 'run-end') ?? expect.fail(`no end; ${notes.join('; ')}`),
        );
        await control.close();
        return event.run;
      };
      return { run, control, events, ended };
    }
    const expectEachOnce = () => {
      expect(results.samples.size).toBe(planned);
      const places = [...results.samples.values()].map((s) => `${s.request_model} ${s.case_id} ${s.repeat}`);
      expect(new Set(places).size).toBe(planned);
      expect([...results.samples.values()].every((s) => s.outcome === 'ok')).toBe(true);
    };

    it('carry the lanes of a run to its end, each call once', async () => {
      const { run, ended, events } = await begin();
      await startWorker();
      await startWorker({ lanesAtOnce: 2 });
      // the end may overtake what another worker has gathered to say
      await vi.waitFor(() =>
        expect(events.filter((event) => event.type === 'sample-end').length).toBe(planned),
      );
      expect(await ended()).toMatchObject({
        run_id: run.run_id,
        status: 'done',
        client: { loop_delay_p99_ms: 1 },
      });
      expectEachOnce();
      expect([...calls.values()]).toEqual(Array.from({ length: planned / 2 }, () => 2));
      expect(results.runs.get(run.run_id)?.status).toBe('done');
      await vi.waitFor(() =>
        expect(notes.filter((line) => line.endsWith(': done') && !line.startsWith('run'))).toHaveLength(4),
      );
    });

    it('give their lanes back when they are stopped, and others go on where they were', async () => {
      const { ended } = await begin();
      const first = await startWorker({ openModel: async () => model({ delayMs: 20 }) });
      await vi.waitFor(() => expect(calls.size).toBeGreaterThan(6));
      first.stop.abort();
      await first.done;
      await startWorker({ lanesAtOnce: 4 });
      expect((await ended()).status).toBe('done');
      expectEachOnce();
      expect(Math.max(...calls.values()), 'nothing was asked again').toBe(2);
    });

    it('lose nothing with the results: the journals have all of it', async () => {
      const { run, control, ended } = await begin();
      await startWorker({ lanesAtOnce: 4 });
      const shared = await under.open();
      const end = await ended();
      const before = new Map(results.samples);
      results.samples.clear();
      results.runs.clear();
      const found = (await shared.registry.find(run.run_id)) as SharedRun;
      await rebuildSharedRun(found, shared.registry, results.store);
      expect(results.samples).toEqual(before);
      expect(results.runs.get(run.run_id)).toEqual(end);
      if (control !== shared) await shared.close();
    });

    it('stop a run that someone asked to stop', async () => {
      const { run, control, ended } = await begin();
      await startWorker({ lanesAtOnce: 2, openModel: async () => model({ delayMs: 40 }) });
      await vi.waitFor(() => expect(calls.size).toBeGreaterThan(3));
      await control.registry.askToStop(run.run_id);
      control.events.publish({ type: 'run-stop', runId: run.run_id });
      const end = await ended();
      expect(end.status).toBe('partial');
      expect(end.stopped).toBeUndefined();
      expect(results.samples.size).toBeLessThan(planned);
      expect([...calls.values()].reduce((sum, n) => sum + n, 0)).toBe(results.samples.size);
    });

    it('keep a cap together', async () => {
      // a call costs 20 µ$
      const budget = { usd: 0.0006 };
      const { ended } = await begin({ budget, parameters: { maxOutputTokens: 20 } });
      await Promise.all([startWorker(), startWorker(), startWorker({ lanesAtOnce: 2 })]);
      const end = await ended();
      expect(end.status).toBe('partial');
      expect(end.stopped).toContain('budget.usd');
      const spent = [...results.samples.values()].reduce((sum, s) => sum + (s.cost_nanousd ?? 0), 0);
      expect(spent).toBeGreaterThan(0);
      expect(spent).toBeLessThanOrEqual(budget.usd * 1e9);
      expect([...calls.values()].reduce((sum, n) => sum + n, 0)).toBe(results.samples.size);
    });

    it('go on when every connection is cut', async (context) => {
      if (!under.cut) return context.skip('there are none in the process');
      const { ended } = await begin();
      await startWorker({ openModel: async () => model({ delayMs: 30 }), lanesAtOnce: 2 });
      await startWorker({ openModel: async () => model({ delayMs: 30 }), lanesAtOnce: 2 });
      for (const made of [5, 60]) {
        await vi.waitFor(() => expect(results.samples.size).toBeGreaterThan(made));
        await under.cut();
      }
      expect((await ended()).status).toBe('done');
      expectEachOnce();
      expect(Math.max(...calls.values()), 'nothing was asked again').toBe(2);
    });

    it('leave a lane that they cannot call to others', async () => {
      const { ended } = await begin();
      await startWorker({
        async openModel() {
          throw new AssayError('key-missing', 'no API key for X', { remedy: 'Set X_KEY.' });
        },
      });
      await vi.waitFor(() => expect(notes.join()).toContain('returned: no API key for X. Set X_KEY.'));
      await startWorker({ lanesAtOnce: 4 });
      expect((await ended()).status).toBe('done');
      expectEachOnce();
    });

    it('take over from one that fell silent, who can write no more', async (context) => {
      if (under.holdMs === null)
        return context.skip('a hold lasts too long to wait for; `npm run bench -- workers` kills real ones');
      const { ended } = await begin();
      const control = await under.open();
      let taken = 0;
      const silent: Control = {
        ...control,
        queue: {
          ...control.queue,
          async take(signal) {
            if (taken++ > 0) return null;
            const hold = await control.queue.take(signal);
            let beats = 0;
            return (
              hold && { ...hold, heartbeat: () => (beats++ === 0 ? hold.heartbeat() : new Promise(() => {})) }
            );
          },
        },
      };
      await startWorker({ control: silent, openModel: async () => model({ hangAfter: 10 }) });
      await vi.waitFor(() => expect([...calls.values()].reduce((sum, n) => sum + n, 0)).toBe(13));
      await startWorker({ lanesAtOnce: 4 });
      expect((await ended()).status).toBe('done');
      expectEachOnce();
      const again = [...calls.values()].reduce((sum, n) => sum + n, 0) - planned;
      expect(again, 'no more than was in flight').toBe(3);
      await vi.waitFor(() => expect(notes.join()).toContain('another worker has taken over'));
    });
  });
}
