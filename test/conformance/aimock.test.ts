import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/base/clock.ts';
import type { Target } from '../../src/contract/suite.ts';
import { openLanes, type Lanes } from '../../src/providers/lanes/open-lanes.ts';
import { mockedByOthers } from '../../src/providers/verification.ts';
import { keys, targetOf, weather } from './ask.ts';
import { wholeText } from './wire-script.ts';

/** A server written by others, from the same documentation. What it does otherwise is listed in docs/providers.md. */
const mock = new LLMock({ port: 0, chunkSize: 4 });
const places: Record<string, string> = {
  openai: '/v1',
  compatible: '/v1',
  'openai-responses': '/v1',
  openrouter: '/v1',
  azure: '/openai',
  anthropic: '/v1',
  google: '/v1beta',
  bedrock: '',
  cohere: '/v2',
  mistral: '/v1',
  groq: '/v1',
};
const targets = new Map<string, Target>();
let lanes: Lanes;

beforeAll(async () => {
  mock.onMessage('hello', { content: wholeText });
  mock.onMessage('weather', { toolCalls: [{ name: 'get_weather', arguments: '{"city":"Oslo"}' }] });
  mock.onMessage('wrong', {
    error: { message: 'no such model', type: 'invalid_request_error' },
    status: 404,
  });
  mock.onMessage('overrun', { error: { message: 'slow down', type: 'rate_limit_error' }, status: 429 });
  await mock.start();
  for (const [provider, path] of Object.entries(places))
    targets.set(provider, targetOf(provider, provider, mock.url + path));
  lanes = await openLanes({ targets: [...targets.values()], env: keys, threads: 1 });
}, 60_000);
afterAll(async () => {
  await lanes.close();
  await mock.stop();
});

const ask = (provider: string, content: string) =>
  lanes.call({
    target: targets.get(provider)!,
    messages: [{ role: 'user', content }],
    tools: content === 'weather' ? [weather] : [],
    timeoutMs: 5000,
    scheduledMs: nowMs(),
    signal: new AbortController().signal,
  });

it('is the list that `assay providers` shows', () => {
  expect(Object.keys(places).toSorted()).toEqual([...mockedByOthers].toSorted());
});

describe.each(Object.keys(places))('aimock as %s', (provider) => {
  // aimock's Cohere opens a text block without the text member that Cohere documents and its package demands
  it.skipIf(provider === 'cohere')('gives its text, frame by frame', async () => {
    const { answer, outcome, frames, failure } = await ask(provider, 'hello');
    expect({ outcome, text: answer?.text }, failure?.message).toEqual({ outcome: 'ok', text: wholeText });
    expect(frames.kinds).toMatch(/^t{2,}$/);
  });
  it('calls its tool', async () => {
    const { answer, outcome } = await ask(provider, 'weather');
    expect(outcome).toBe('ok');
    expect(answer?.toolCalls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([
      ['get_weather', { city: 'Oslo' }],
    ]);
  });
  it('is refused as it says', async () => {
    expect((await ask(provider, 'wrong')).failure).toMatchObject({ class: 'not_found', httpStatus: 404 });
    expect((await ask(provider, 'overrun')).outcome).toBe('rate_limited');
  });
});
