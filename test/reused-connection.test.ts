/** A kept connection may be closed by the server as the next request is on its way: that costs neither the call nor an attempt. */
import fc from 'fast-check';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../src/base/clock.ts';
import type { CallResult } from '../src/contract/attempt.ts';
import type { Target } from '../src/contract/suite.ts';
import { openLanes, type Lanes } from '../src/providers/lanes/open-lanes.ts';

const frame = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({ id: 'x', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const body = `${frame({ content: 'yes' }, null)}${frame({}, 'stop')}data: [DONE]\n\n`;
const answer = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

/** What is done with each request; `nth` counts those of its connection. */
type Handle = (socket: Socket, nth: number, total: number) => void;

let handle: Handle;
let requests: { nth: number; atMs: number }[] = [];
let server: Server;
let target: Target;
let lanes: Lanes;

async function listen(port = 0): Promise<void> {
  server = createServer((socket) => {
    let nth = 0;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      // a request here is one packet, or its last packet ends it
      if (!bytes.toString().trimEnd().endsWith('}')) return;
      requests.push({ nth: nth++, atMs: nowMs() });
      handle(socket, nth - 1, requests.length);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

beforeAll(async () => {
  await listen();
  const { port } = server.address() as AddressInfo;
  target = {
    id: 't',
    label: 't',
    provider: 'compatible',
    model: 'm',
    promptId: 'p',
    parameters: {},
    baseUrl: `http://127.0.0.1:${port}/v1`,
    limits: { concurrency: 1, timeoutMs: 5000, retries: 0 },
  };
  lanes = await openLanes({ targets: [target], env: {}, threads: 1 });
});
afterEach(() => {
  requests = [];
});
afterAll(async () => {
  await lanes.close();
  server.close();
});

const ask = (): Promise<CallResult> =>
  lanes.call({
    target,
    messages: [{ role: 'user', content: 'Is it?' }],
    tools: [],
    timeoutMs: 5000,
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });

/** Leaves exactly one connection that has been used: older ones, if any, are gone. */
async function useConnection(): Promise<void> {
  handle = (socket, nth) => (nth > 0 ? socket.destroy() : socket.write(answer));
  expect((await ask()).outcome).toBe('ok');
  requests = [];
}

const ways: [string, (socket: Socket) => void][] = [
  ['ends it', (socket) => void socket.end()],
  ['resets it', (socket) => void socket.resetAndDestroy()],
];

describe.each(ways)('a server that %s', (_name, close) => {
  it('before a byte of the answer is asked again on a fresh connection', async () => {
    await useConnection();
    const from = nowMs();
    handle = (socket, nth) => (nth > 0 ? close(socket) : socket.write(answer));
    const { outcome, failure, timestamps } = await ask();
    expect({ outcome, failure }).toEqual({ outcome: 'ok', failure: null });
    expect(requests.map(({ nth }) => nth)).toEqual([1, 0]);
    // the times are those of the request that was answered, its connection with them
    expect(timestamps.connected).toBeGreaterThan(from);
    expect(timestamps.sent).toBeGreaterThanOrEqual(timestamps.connected as number);
    expect(timestamps.sent).toBeGreaterThan(requests[0]!.atMs);
    expect(timestamps.sent).toBeLessThanOrEqual(requests[1]!.atMs);
  });

  it('on a fresh connection too is not asked a third time', async () => {
    await useConnection();
    handle = (socket) => close(socket);
    const { failure } = await ask();
    expect(failure?.class).toBe('connect');
    expect(requests.map(({ nth }) => nth)).toEqual([1, 0]);
  });

  it('on a fresh connection is not asked again', async () => {
    await useConnection();
    // the used one goes, seen by both sides
    handle = (socket) => socket.destroy();
    await ask();
    requests = [];
    handle = (socket) => close(socket);
    const { failure } = await ask();
    expect(failure?.class).toBe('connect');
    expect(requests.map(({ nth }) => nth)).toEqual([0]);
  });

  it('after the first byte is not asked again', async () => {
    await useConnection();
    // a reset overtakes what the other side has not read yet, and nothing here says when it has
    handle = (socket) => void socket.write('HTTP/1.1 2', () => setTimeout(() => close(socket), 20));
    const { outcome } = await ask();
    expect(outcome).toBe('error');
    expect(requests.map(({ nth }) => nth)).toEqual([1]);
  });
});

it('says what the fresh connection met, when that fails', async () => {
  await useConnection();
  const { port } = server.address() as AddressInfo;
  handle = (socket) => {
    server.close();
    socket.destroy();
  };
  const { failure, timestamps } = await ask();
  await listen(port);
  expect(failure).toMatchObject({ class: 'connect', message: expect.stringContaining('ECONNREFUSED') });
  expect(timestamps.sent).toBeNull();
});

it('loses no call to a server that closes idle connections, whenever the next one is made', async () => {
  const idleMs = 15;
  handle = (socket, nth) => {
    socket.write(answer);
    setTimeout(() => socket.destroy(), nth === 0 ? idleMs : idleMs / 2);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 6, max: 20 }), { minLength: 3, maxLength: 8 }),
      async (gaps) => {
        for (const gap of gaps) {
          const { outcome, failure } = await ask();
          expect({ outcome, failure }).toEqual({ outcome: 'ok', failure: null });
          // the time between two calls is what is tried here
          await sleep(gap);
        }
      },
    ),
    { numRuns: 15 },
  );
}, 30_000);
