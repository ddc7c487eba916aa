/** A server that sends faster than its answer is read has to wait: what is between them stays small. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { nowMs } from '../src/base/clock.ts';
import type { Target } from '../src/contract/suite.ts';
import { breakingBegins } from './breaking-begins.ts';
import { openLanes, type Lanes } from '../src/providers/lanes/open-lanes.ts';

const plugin = `plugin:${resolve(import.meta.dirname, 'breaking-provider.mjs')}`;
/** Half a megabyte in the clock thread, a quarter in a package's stream; the rest is the system's, for both ends of the connection. */
const maxBetween = 16_000_000;

let server: Server;
let socket: Socket | null = null;
let lanes: Lanes;
const targets = new Map<string, Target>();

beforeAll(async () => {
  server = createServer((request, response) => {
    ({ socket } = request);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const piece = `: ${'x'.repeat(65_536)}\n\n`;
    const go = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', go);
    go();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const limits = { concurrency: 1, timeoutMs: 3000, retries: 0, maxResponseMb: 512, maxFrameMb: 256 };
  for (const [provider, model] of [
    ['compatible', 'floods'],
    [plugin, 'spins'],
    [plugin, 'reads-nothing'],
  ] as const)
    targets.set(model, {
      id: model,
      label: model,
      provider,
      model,
      promptId: 'p',
      parameters: {},
      baseUrl,
      limits,
    });
  lanes = await openLanes({ targets: [...targets.values()], env: {}, threads: 1 });
});
afterAll(async () => {
  await lanes.close();
  server.closeAllConnections();
  server.close();
});

const ask = (model: string, signal = new AbortController().signal) =>
  lanes.call({
    target: targets.get(model)!,
    messages: [{ role: 'user', content: 'x' }],
    tools: [],
    timeoutMs: 3000,
    scheduledMs: nowMs(),
    signal,
  });

/** Bytes the server has handed to its connection. */
const sent = () => socket?.bytesWritten ?? 0;

/** Bytes the server has got rid of, once it gets rid of no more. */
async function sentAtMost(): Promise<number> {
  let before = -1;
  let now = sent();
  while (now > before && now < 4 * maxBetween) {
    before = now;
    // that nothing more is sent shows only over time
    await sleep(200);
    now = sent();
  }
  return now - (socket?.writableLength ?? 0);
}

it('when a package reads nothing', async () => {
  const call = ask('reads-nothing');
  await vi.waitFor(() => expect(socket).not.toBeNull());
  expect(await sentAtMost()).toBeLessThan(maxBetween);
  // and its time ends it all the same
  expect((await call).outcome).toBe('timeout');
});

it('when the thread that reads is busy with something else', async () => {
  socket = null;
  const kill = new AbortController();
  const flooding = ask('floods', kill.signal);
  await vi.waitFor(() => expect(socket).not.toBeNull());
  const begun = breakingBegins('spins');
  const spinning = ask('spins', kill.signal);
  await begun;
  const from = sent();
  expect((await sentAtMost()) - from).toBeLessThan(maxBetween);
  kill.abort();
  expect((await spinning).outcome).toBe('cancelled');
  expect((await flooding).outcome).toBe('cancelled');
});
