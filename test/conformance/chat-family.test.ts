import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/base/clock.ts';
import { openLanes, type Lanes } from '../../src/providers/lanes/open-lanes.ts';
import { keys, scriptedVendors, targetOf, weather } from './ask.ts';

/** What servers in use make of Chat Completions, on every provider that speaks it: the same answer, whoever builds the request. */
const vendors = scriptedVendors.filter(({ wire }) => wire === 'openai-chat' || wire === 'mistral-chat');

const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'served-1',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});
const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
const stop = chunk({}, 'stop', { usage });
const call = (id: string, name: string) => ({
  index: 0,
  id,
  type: 'function',
  function: { name, arguments: '{"city":"Lima"}' },
});
const whole = { id: 'c1', object: 'chat.completion', created: 1, model: 'served-1', usage };

interface Odd {
  frames: object[] | string;
  seen: object;
}
const ok = { outcome: 'ok', answer: { text: 'Lima' } };
const answers: Record<string, Odd> = {
  'calls at index 0': {
    frames: [chunk({ tool_calls: [call('a', 'get_weather')] }), chunk({ tool_calls: [call('b', 'get_time')] }), chunk({}, 'tool_calls')],
    seen: { outcome: 'ok', answer: { toolCalls: [{ name: 'get_weather' }, { name: 'get_time' }] } },
  },
  'arguments as an object': {
    frames: [chunk({ tool_calls: [{ id: 'a', function: { name: 'get_weather', arguments: { city: 'Lima' } } }] }), chunk({}, 'tool_calls')],
    seen: { answer: { toolCalls: [{ name: 'get_weather', arguments: '{"city":"Lima"}' }] } },
  },
  aborted: {
    frames: [chunk({ content: 'Li' }), chunk({}, 'abort', { usage })],
    seen: { outcome: 'error', failure: { class: 'mid_stream_error' } },
  },
  'an error in the choice': {
    frames: [chunk({ content: 'Li' }), { choices: [{ index: 0, delta: {}, finish_reason: 'error', error: { code: 502, message: 'went away' } }] }],
    seen: { outcome: 'error', failure: { class: 'mid_stream_error', message: expect.stringContaining('went away') } },
  },
  'no reason at the end': {
    frames: [chunk({ content: 'Li' }, ''), chunk({ content: 'm' }, '')],
    seen: { outcome: 'error', failure: { class: 'stream_cut' } },
  },
  'cut at MAX_TOKENS': { frames: [chunk({ content: 'Li' }), chunk({}, 'MAX_TOKENS', { usage })], seen: { outcome: 'truncated' } },
  sensitive: { frames: [chunk({ content: 'Li' }), chunk({}, 'sensitive', { usage })], seen: { outcome: 'refused' } },
  refused: {
    frames: [chunk({ content: null, refusal: 'I will ' }), chunk({ refusal: 'not.' }), stop],
    seen: { outcome: 'refused', answer: { text: 'I will not.' } },
  },
  'content in parts': {
    frames: [chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'so' }] }] }), chunk({ content: [{ type: 'text', text: 'Lima' }] }), stop],
    seen: { outcome: 'ok', answer: { text: 'Lima', reasoning: 'so' }, frames: { kinds: 'rt' } },
  },
  'an unknown part': {
    frames: [chunk({ content: [{ type: 'hologram' }] }), stop],
    seen: { outcome: 'error', failure: { class: 'malformed' } },
  },
  'reasoning beside an empty one': {
    frames: [chunk({ reasoning_content: '', reasoning: 'so' }), chunk({ content: 'Lima' }), stop],
    seen: { ...ok, frames: { kinds: 'rt' } },
  },
  'a picture alone': {
    frames: [chunk({ content: '', images: [{ image_url: { url: 'data:image/png;base64,AA' } }] }), stop],
    seen: { outcome: 'ok', answer: { madeFiles: ['image/png'] } },
  },
  'odd usage': {
    frames: [chunk({ content: 'Lima' }), chunk({}, 'stop', { usage: { prompt_tokens: '5', completion_tokens: 2.5, total_tokens: null } })],
    seen: { ...ok, tokens: null },
  },
  'zeros after a count': {
    frames: [chunk({ content: 'Lima' }), stop, { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } }],
    seen: { ...ok, tokens: { input: 20, output: 5 } },
  },
  'no model at first': {
    frames: [{ id: '', model: '', choices: [] }, chunk({ content: 'Lima' }), chunk({}, 'stop', { service_tier: 'flex' })],
    seen: { ...ok, responseModel: 'served-1', serviceTier: 'flex' },
  },
  'a message instead of a stream': {
    frames: JSON.stringify({ ...whole, choices: [{ index: 0, message: { role: 'assistant', content: 'Lima' }, finish_reason: 'stop' }] }),
    seen: { ...ok, tokens: { input: 20, output: 5 } },
  },
  'no last empty line': {
    frames: `data:${JSON.stringify(chunk({ content: 'Lima' }))}\r\n\r\n: ping\r\n\r\ndata:${JSON.stringify(stop)}`,
    seen: ok,
  },
}; // prettier-ignore
const names = Object.keys(answers);

let server: Server;
let lanes: Lanes;
const targets = () =>
  vendors.flatMap(({ id }) =>
    names.map((name, i) =>
      targetOf(id, `${id} ${name}`, `http://127.0.0.1:${(server.address() as AddressInfo).port}/${i}/v1`),
    ),
  );

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    const { frames } = answers[names[Number(request.url?.split('/')[1])] as string] as Odd;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      typeof frames === 'string'
        ? frames
        : frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(''),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  lanes = await openLanes({ targets: targets(), env: keys, threads: 1 });
}, 60_000);
afterAll(async () => {
  await lanes.close();
  server.close();
});

describe.each(vendors)('$id', ({ id }) => {
  it.each(names)('%s', async (name) => {
    const result = await lanes.call({
      target: targets().find((target) => target.id === `${id} ${name}`)!,
      messages: [{ role: 'user', content: 'Hi.' }],
      tools: id === 'perplexity' ? [] : [weather],
      timeoutMs: 5000,
      scheduledMs: nowMs(),
      signal: new AbortController().signal,
    });
    expect(result).toMatchObject(answers[name]!.seen);
  });
});
