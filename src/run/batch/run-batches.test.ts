import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/random.ts';
import type { Attempt, AttemptFailure, CallResult } from '../../contract/attempt.ts';
import { BatchError, type BatchItem, type BatchModel, type BatchStatus } from '../../contract/batch.ts';
import type { ErrorClass } from '../../contract/outcome.ts';
import type { LaneChange } from '../../contract/lane.ts';
import type { Permission } from '../../contract/ledger.ts';
import type { Plan, PlannedCall } from '../../contract/plan.ts';
import { openJournal, readJournal } from '../../journal/journal.ts';
import { callKey, readJournalState } from '../../journal/journal-state.ts';
import { openBatchesOf } from './open-batches.ts';
import type { BatchRunOptions } from './batch-run-options.ts';
import { runBatches } from './run-batches.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-batch-test-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));
let files = 0;
const journalPath = () => join(folder, `${files++}.jsonl`);

const failureOf = (failureClass: ErrorClass): AttemptFailure => ({
  class: failureClass,
  message: failureClass,
  httpStatus: null,
  retryAfterMs: null,
});

function resultOf(text: string | null, failure: AttemptFailure | null = null): CallResult {
  const timestamps = {
    scheduled: 0,
    dispatched: 0,
    sent: null,
    connected: null,
    headers: null,
    firstByte: null,
  };
  return {
    outcome: failure ? (failure.class === 'cancelled' ? 'cancelled' : 'error') : 'ok',
    timestamps: { ...timestamps, closed: null },
    frames: { at: [], kinds: '' },
    answer: text === null ? null : { text, reasoning: '', toolCalls: [], finishReason: 'stop' },
    tokens: null,
    rawUsage: null,
    responseModel: null,
    responseId: null,
    httpStatus: null,
    failure,
    batch: true,
  };
}

interface Made {
  id: string;
  key: string;
  items: readonly BatchItem[];
  polls: number;
  isCancelled: boolean;
}

/** A provider in memory: it outlives the processes that ask it. `fault` is asked before and after each thing it does. */
class Provider {
  readonly made: Made[] = [];
  limits = { requests: 3, bytes: 10_000 };
  pollsUntilEnd = 1;
  fault: (what: string) => ErrorClass | 'never' | null = () => null;

  async #do<T>(what: string, act: () => T): Promise<T> {
    await this.#mayFail(`before ${what}`);
    const done = act();
    await this.#mayFail(`after ${what}`);
    return done;
  }

  async #mayFail(what: string): Promise<void> {
    const fault = this.fault(what);
    if (fault === 'never') await new Promise(() => undefined);
    else if (fault) throw new BatchError(failureOf(fault));
  }

  #status(batch: Made): BatchStatus {
    const isEnded = batch.isCancelled || batch.polls >= this.pollsUntilEnd;
    const total = batch.items.length;
    const state = isEnded ? 'ended' : 'going';
    return {
      batchId: batch.id,
      state,
      total,
      done: isEnded ? total : 0,
      createdAtMs: 5,
      expiresAtMs: null,
      failure: null,
    };
  }

  #find = (id: string) => this.made.find((batch) => batch.id === id) as Made;

  async *#results(id: string, requests: Parameters<BatchModel['results']>[1]) {
    const { items, isCancelled } = this.#find(id);
    for (const { id: itemId, body } of items) {
      await this.#mayFail('between results');
      if (!requests.has(itemId)) continue;
      const result = isCancelled ? resultOf(null, failureOf('cancelled')) : resultOf(body);
      yield { itemId, result };
    }
  }

  model(): BatchModel {
    return {
      limits: this.limits,
      bodyOf: async ({ messages }) => JSON.stringify(messages),
      refused: (failure) => resultOf(null, failure),
      submit: (key, items) =>
        this.#do('submit', () => {
          const batch = { id: `b${this.made.length}`, key, items, polls: 0, isCancelled: false };
          this.made.push(batch);
          return this.#status(batch);
        }),
      find: (key) =>
        this.#do('find', () => {
          const batch = this.made.find((each) => each.key === key);
          return batch ? this.#status(batch) : null;
        }),
      statusOf: (id) =>
        this.#do('status', () => {
          this.#find(id).polls++;
          return this.#status(this.#find(id));
        }),
      cancel: (id) => this.#do('cancel', () => void (this.#find(id).isCancelled = true)),
      results: (id, requests) => this.#results(id, requests),
    };
  }
}

function planOf(cases: number, repeats = 1): Plan {
  const target = { id: 't', label: 't', batch: true } as Plan['lanes'][number]['target'];
  const suite = {
    seed: 1,
    targets: [target],
    cases: Array.from({ length: cases }, (_, index) => ({ id: `c${index}`, index, tools: [] })),
  } as unknown as Plan['suite'];
  const calls = Array.from({ length: cases * repeats }, (_, i) => ({
    targetIndex: 0,
    caseIndex: i % cases,
    repeat: Math.floor(i / cases),
    isWarmup: false,
  }));
  return { runId: 'r', suite, lanes: [{ target, calls }], estimates: [] };
}

/** What the plan has left, as the next command would plan it. */
async function rest(plan: Plan, path: string): Promise<Plan> {
  const state = await readJournalState(path);
  const lanes = plan.lanes.map(({ target, calls }) => ({
    target,
    calls: calls.flatMap((call): PlannedCall[] => {
      const made = state.get(callKey({ ...call, targetId: target.id, caseId: `c${call.caseIndex}` }));
      if (!made) return [call];
      return made.outcome === null || made.outcome === 'cancelled'
        ? [{ ...call, earlier: made.attempts }]
        : [];
    }),
  }));
  return { ...plan, lanes };
}

async function go(plan: Plan, provider: Provider, path: string, more: Partial<BatchRunOptions> = {}) {
  const journal = await openJournal(path);
  const model = provider.model();
  const given: Attempt[] = [];
  const attempts = runBatches(plan, {
    messagesOf: ({ caseIndex, repeat }) => [{ role: 'user', content: `${caseIndex} ${repeat}` }],
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    journal,
    modelOf: () => model,
    open: await openBatchesOf(path),
    pauses: { firstMs: 0, maxMs: 1 },
    ...more,
  });
  for await (const { attempt } of attempts) given.push(attempt);
  await journal.close();
  return given;
}

async function finals(path: string) {
  const found = [];
  for await (const attempt of readJournal(path)) if (attempt.outcome === 'ok') found.push(callKey(attempt));
  return found;
}

describe('runBatches', () => {
  it('hands over what fits into a batch, and gives every answer once', async () => {
    const provider = new Provider();
    const path = journalPath();
    const given = await go(planOf(4, 2), provider, path);
    expect(provider.made.map(({ items }) => items.length)).toEqual([3, 3, 2]);
    expect(new Set(await finals(path)).size).toBe(8);
    expect(given).toHaveLength(8);
    expect(given[0]).toMatchObject({ isFinal: true, attempt: 0, startedAtMs: 5, batch: true });
    expect(await openBatchesOf(path)).toEqual([]);
  });

  it('keeps to the bytes of a batch, too', async () => {
    const provider = new Provider();
    provider.limits = { requests: 100, bytes: 700 };
    await go(planOf(5), provider, journalPath());
    expect(provider.made.map(({ items }) => items.length)).toEqual([2, 2, 1]);
  });

  it('settles all of a batch that is refused, with the reason', async () => {
    const provider = new Provider();
    provider.fault = (what) => (what === 'before submit' ? 'auth' : null);
    const path = journalPath();
    const given = await go(planOf(2), provider, path);
    expect(given.map(({ failure }) => failure?.class)).toEqual(['auth', 'auth']);
    expect(await openBatchesOf(path)).toEqual([]);
  });

  it('tells how far it is, and stands aside when it may not ask any more', async () => {
    const provider = new Provider();
    provider.pollsUntilEnd = 2;
    const changes: LaneChange[] = [];
    await go(planOf(2), provider, journalPath(), { changed: (_, change) => changes.push(change) });
    expect(changes.map(({ state, reason }) => [state, reason])).toEqual([
      ['batch', '0 of 2 answered in 1 batch'],
      ['batch', '2 of 2 answered in 1 batch'],
      ['ended', ''],
    ]);
    provider.fault = (what) => (what === 'before status' ? 'auth' : null);
    const path = journalPath();
    expect(await go(planOf(2), provider, path, { changed: (_, change) => changes.push(change) })).toEqual([]);
    expect(changes.at(-1)).toMatchObject({ state: 'set_aside', reason: 'auth' });
    expect(await openBatchesOf(path)).toHaveLength(1);
  });

  it('cancels what is under way when it is stopped, and makes it anew when resumed', async () => {
    const provider = new Provider();
    provider.pollsUntilEnd = Infinity;
    const stop = new AbortController();
    provider.fault = (what) => {
      if (what === 'after status') stop.abort();
      return null;
    };
    const path = journalPath();
    const given = await go(planOf(2), provider, path, { stop: stop.signal });
    expect(given.map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled']);
    provider.pollsUntilEnd = 1;
    expect(await go(await rest(planOf(2), path), provider, path)).toHaveLength(2);
    expect(await finals(path)).toHaveLength(2);
  });

  it('submits what is paid for, and no more', async () => {
    const provider = new Provider();
    let paid = 2;
    const mayStart = (): Permission => (paid-- > 0 ? 'go' : 'stop');
    const given = await go(planOf(4), provider, journalPath(), { mayStart });
    expect(given).toHaveLength(2);
    expect(provider.made).toHaveLength(1);
  });
});

describe('after a crash at any instant', () => {
  const faults: (ErrorClass | 'never')[] = ['connect', 'http_5xx', 'overloaded', 'timeout', 'never'];

  it('every call is answered once and none is handed over twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 25 }), async (seed, crashAfter) => {
        const provider = new Provider();
        const random = seededRandom(seed);
        const plan = planOf(5);
        const path = journalPath();
        for (let life = 0; (await finals(path)).length < 5 && life < 20; life++) {
          const kill = new AbortController();
          let steps = 0;
          provider.fault = (what) => {
            // one that is not turned away may have arrived: it is looked for
            const isQuiet = random() < 0.7 || life > 10;
            if (life < 6 && ++steps >= crashAfter) kill.abort();
            if (kill.signal.aborted) return 'never';
            const fault = faults[Math.floor(random() * (faults.length - 1))] as ErrorClass;
            return isQuiet || (what === 'after submit' && fault === 'overloaded') ? null : fault;
          };
          await go(await rest(plan, path), provider, path, { kill: kill.signal });
        }
        const done = await finals(path);
        expect(new Set(done).size).toBe(5);
        expect(done).toHaveLength(5);
        expect(provider.made.flatMap(({ items }) => items)).toHaveLength(5);
      }),
      { numRuns: 25 },
    );
  });
});
