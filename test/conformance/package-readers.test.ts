/** Whether our reader or the provider's package reads an answer: told apart by one that only ours takes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLanes } from '../../src/providers/lanes/open-lanes.ts';
import { ask, keys, targetOf } from './ask.ts';
import { sse } from './wire-script.ts';

/** Messages of an Anthropic stream that its package's schema refuses: the first one counts no tokens. */
const frames = [
  {
    type: 'message_start',
    message: { id: 'm', type: 'message', role: 'assistant', model: 'served-1', content: [] },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Lima' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { input_tokens: 3, output_tokens: 1 } },
  { type: 'message_stop' },
].map((frame) => sse(frame, frame.type));

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(frames.join(''));
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

it.each([
  ['google', 'ok'],
  ['google,anthropic', 'error'],
])('with ASSAY_PACKAGE_READERS=%j the answer is %s', async (readers, outcome) => {
  const { port } = server.address() as AddressInfo;
  const target = targetOf('anthropic', 'anthropic', `http://127.0.0.1:${port}/v1`);
  const env = { ...keys, ASSAY_PACKAGE_READERS: readers };
  const lanes = await openLanes({ targets: [target], env, threads: 1 });
  const result = await ask(lanes, target, 'text').finally(() => lanes.close());
  expect(result.outcome, result.failure?.message).toBe(outcome);
  if (outcome === 'ok') expect(result.answer?.text).toBe('Lima');
});
