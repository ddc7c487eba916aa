/** Whatever ends or holds a thread ends the calls it had, and nothing else: the next call finds a new one, and everything can be closed. */
import { resolve } from 'node:path';
import type * as workerThreads from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nowMs } from '../src/base/clock.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes, type Lanes } from '../src/providers/lanes/open-lanes.ts';
import { breakingBegins } from './breaking-begins.ts';
import { startFaultyServer, type FaultyServer } from './faulty-server.ts';

/** Threads as they were started, each with its module. */
const { started } = vi.hoisted(() => ({
  started: [] as { module: string; terminate(): Promise<number> }[],
}));
vi.mock('node:worker_threads', async (original) => {
  const module = await original<typeof workerThreads>();
  class Recorded extends module.Worker {
    constructor(...[url, options]: ConstructorParameters<typeof module.Worker>) {
      super(url, options);
      started.push({ module: String(url), terminate: () => this.terminate() });
    }
  }
  return { ...module, Worker: Recorded };
});

/** A limit for what hangs: filling the memory of a thread takes long on a busy machine. */
const patienceMs = 100_000;

const plugin = `plugin:${resolve(import.meta.dirname, 'breaking-provider.mjs')}`;
const models = ['exits', 'throws', 'rejects', 'hoards', 'spins', 'never-answers'];
let server: FaultyServer;
let lanes: Lanes;

const targetOf = (id: string, more: Partial<Target> = {}): Target => ({
  id,
  label: id,
  provider: plugin,
  model: id,
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...more,
});
const good = (fault = 'slow-drip') =>
  targetOf(fault, { provider: 'compatible', baseUrl: server.baseUrl(fault) });

beforeAll(async () => {
  server = await startFaultyServer();
  lanes = await openLanes({
    targets: [...models.map((id) => targetOf(id)), good(), good('stall-mid-stream')],
    env: {},
    threads: 1,
  });
});
afterAll(async () => {
  await lanes.close();
  server.close();
});

const ask = (
  target: Target,
  timeoutMs = patienceMs,
  signal = new AbortController().signal,
): Promise<CallResult> =>
  lanes.call({
    target,
    messages: [{ role: 'user', content: 'Is it?' }],
    tools: [],
    timeoutMs,
    scheduledMs: nowMs(),
    signal,
  });
const summary = ({ outcome, failure }: CallResult) => [outcome, failure?.class, failure?.message];

/** What was on the wire in the thread that ended, and what comes after it. */
async function neighbours(
  breaking: () => Promise<unknown>,
): Promise<{ during: CallResult; after: CallResult }> {
  const before = server.asked.get('stall-mid-stream') ?? 0;
  const during = ask(good('stall-mid-stream'));
  await vi.waitFor(() => expect(server.asked.get('stall-mid-stream')).toBe(before + 1));
  await breaking();
  return { during: await during, after: await ask(good()) };
}

describe('the clock thread', { timeout: 2 * patienceMs }, () => {
  it('that is killed ends every call, and the next one finds another', async () => {
    const { during, after } = await neighbours(async () => {
      const clock = started.findLast(({ module }) => module.includes('clock-thread'));
      await clock?.terminate();
    });
    expect(summary(during)).toEqual([
      'error',
      'client',
      expect.stringMatching(/the thread that owns the connections ended: it ended with exit code 1/),
    ]);
    expect(after.outcome).toBe('ok');
    expect((await lanes.health()).cpuShare).toBeGreaterThanOrEqual(0);
  });
});

describe('a lane thread', { timeout: 2 * patienceMs }, () => {
  it.each([
    ['exits', /the thread that reads the answers ended: it ended with exit code 3/],
    ['throws', /the thread that reads the answers ended: .*JSON/],
    ['hoards', /the thread that reads the answers ended: .*memory/],
  ])('that a package %s ends its calls and is replaced', async (model, said) => {
    const { during, after } = await neighbours(async () => {
      expect(summary(await ask(targetOf(model)))).toEqual(['error', 'client', expect.stringMatching(said)]);
    });
    expect(summary(during)).toEqual(['error', 'client', expect.stringMatching(said)]);
    expect(after.outcome).toBe('ok');
  });

  it('goes on when a package leaves a rejection unhandled', async () => {
    const mine = ask(targetOf('rejects'), 2000);
    expect((await ask(good())).outcome).toBe('ok');
    expect(summary(await mine)).toEqual(['timeout', 'timeout', expect.stringContaining('within 2000 ms')]);
  });

  it('that hangs is given up by the main thread, by time and at once by a signal, and replaced', async () => {
    const { during, after } = await neighbours(async () => {
      expect(summary(await ask(targetOf('spins'), 300))).toEqual([
        'timeout',
        'timeout',
        'no complete answer within 300 ms, and no response from the thread that reads it',
      ]);
    });
    expect(summary(during)).toEqual([
      'error',
      'client',
      expect.stringContaining('it did not respond for 5 s'),
    ]);
    expect(after.outcome).toBe('ok');
    const kill = new AbortController();
    const spinning = ask(targetOf('spins'), 60_000, kill.signal);
    kill.abort();
    expect((await spinning).outcome).toBe('cancelled');
  });

  it('that hangs does not keep anything open', async () => {
    const own = await openLanes({ targets: [targetOf('spins')], env: {}, threads: 1 });
    const begun = breakingBegins('spins');
    const call = own.call({
      target: targetOf('spins'),
      messages: [{ role: 'user', content: 'x' }],
      tools: [],
      timeoutMs: 60_000,
      scheduledMs: nowMs(),
      signal: new AbortController().signal,
    });
    await begun;
    await own.close();
    expect((await call).failure?.class).toBe('client');
    const late = own.call({
      target: targetOf('spins'),
      messages: [],
      tools: [],
      timeoutMs: 1000,
      scheduledMs: nowMs(),
      signal: new AbortController().signal,
    });
    expect((await late).failure).toMatchObject({
      class: 'client',
      message: 'called after the threads were closed',
    });
  });
});
