/** The wires as their real consumers see them: the AI SDK's provider packages, called as the product calls them. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnowledgeItem } from '../knowledge.ts';
import type { ProfileInput } from '../profile.ts';
import { serveSimulator } from '../serve.ts';
import type { SimulatorHandle } from '../simulator-options.ts';

const fast = {
  ttft: { medianMs: 2, sigma: 0 },
  pace: { tokensPerSecond: 2000 },
  accuracy: 1,
  trailerMs: 0,
};
const profiles: ProfileInput[] = [
  { name: 'plain', ...fast },
  { name: 'thinker', ...fast, reasoningTokens: 40 },
  { name: 'narrow', ...fast, contextTokens: 20 },
  { name: 'rationed', ...fast, requestsPerMinute: 6 },
  { name: 'hung', ...fast, stallMs: 30 },
];
const knowledge: KnowledgeItem[] = [
  { prompt: 'How many?', expected: 42, category: 'n', style: 'bare' },
  {
    prompt: 'Weather in Oslo?',
    expected: { name: 'weather', arguments: { city: 'Oslo' } },
    category: 't',
    style: 'tool',
  },
];

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await serveSimulator({ profiles, knowledge });
});
afterAll(() => simulator.close());

type OpenModel = (name: string, apiKey?: string, headers?: Record<string, string>) => LanguageModelV4;
const wires: [string, OpenModel][] = [
  [
    'openai',
    (name, apiKey = 'k', headers = {}) =>
      createOpenAI({ baseURL: `${simulator.url}/openai/v1`, apiKey, headers }).chat(name),
  ],
  [
    'openai-compatible',
    (name, apiKey = 'k', headers = {}) =>
      createOpenAICompatible({
        name: 'sim',
        baseURL: `${simulator.url}/openai/v1`,
        apiKey,
        headers,
        includeUsage: true,
      })(name),
  ],
  [
    'anthropic',
    (name, apiKey = 'k', headers = {}) =>
      createAnthropic({ baseURL: `${simulator.url}/anthropic/v1`, apiKey, headers })(name),
  ],
  [
    'google',
    (name, apiKey = 'k', headers = {}) =>
      createGoogleGenerativeAI({ baseURL: `${simulator.url}/google/v1beta`, apiKey, headers })(name),
  ],
];

const ask = (text: string, more: Partial<LanguageModelV4CallOptions> = {}): LanguageModelV4CallOptions => ({
  prompt: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text }] },
  ],
  ...more,
});
const tools: LanguageModelV4CallOptions['tools'] = [
  {
    type: 'function',
    name: 'weather',
    inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
  },
];

async function streamed(model: LanguageModelV4, options: LanguageModelV4CallOptions) {
  const parts: LanguageModelV4StreamPart[] = [];
  const { stream } = await model.doStream(options);
  for await (const part of stream) parts.push(part);
  const textOf = (type: 'text-delta' | 'reasoning-delta') =>
    parts.flatMap((part) => (part.type === type ? [part.delta] : [])).join('');
  return {
    parts,
    text: textOf('text-delta'),
    reasoning: textOf('reasoning-delta'),
    calls: parts.filter((part) => part.type === 'tool-call'),
    errors: parts.filter((part) => part.type === 'error'),
    finish: parts.find((part) => part.type === 'finish'),
  };
}

describe.each(wires)('%s', (wire, open) => {
  it('streams a text with usage and finish', async () => {
    const { text, finish, errors } = await streamed(open('plain'), ask('How many?'));
    expect(errors).toEqual([]);
    expect(text).toBe('42');
    expect(finish?.finishReason.unified).toBe('stop');
    // "Be brief." and "How many?": 18 characters.
    expect(finish?.usage.inputTokens.total).toBe(5);
    expect(finish?.usage.outputTokens.total).toBe(1);
  });

  it('gives the same without streaming', async () => {
    const result = await open('plain').doGenerate(ask('How many?'));
    expect(result.content).toMatchObject([{ type: 'text', text: '42' }]);
    expect(result.finishReason.unified).toBe('stop');
    expect(result.usage.inputTokens.total).toBe(5);
    expect(result.usage.outputTokens.total).toBe(1);
  });

  it('calls a tool that is offered, streaming or not', async () => {
    const result = await streamed(open('plain'), ask('Weather in Oslo?', { tools }));
    expect(result.calls).toMatchObject([{ toolName: 'weather', input: '{"city":"Oslo"}' }]);
    expect(result.finish?.finishReason.unified).toBe('tool-calls');
    const whole = await open('plain').doGenerate(ask('Weather in Oslo?', { tools }));
    const call = whole.content.find((part) => part.type === 'tool-call');
    expect(JSON.parse(call?.input as string)).toEqual({ city: 'Oslo' });
  });

  it('calls no tool when none is offered or all are forbidden', async () => {
    for (const options of [{}, { tools, toolChoice: { type: 'none' } as const }]) {
      const { calls, text } = await streamed(open('plain'), ask('Weather in Oslo?', options));
      expect(calls).toEqual([]);
      expect(text).not.toBe('');
    }
  });

  it('counts reasoning and shows it where the wire can', async () => {
    const providerOptions = { google: { thinkingConfig: { includeThoughts: true } } };
    const { reasoning, text, finish, parts } = await streamed(
      open('thinker'),
      ask('How many?', { providerOptions }),
    );
    expect(text).toBe('42');
    // The official OpenAI package does not read `reasoning_content`.
    if (wire !== 'openai') {
      expect(reasoning.length).toBeGreaterThan(50);
      const kinds = parts.map((part) => part.type);
      expect(kinds.indexOf('reasoning-delta')).toBeLessThan(kinds.indexOf('text-delta'));
    }
    const { total, reasoning: tokens } = finish?.usage.outputTokens ?? {};
    expect(tokens).toBeGreaterThan(20);
    expect(total).toBe((tokens as number) + 1);
  });

  it('stops at the limit and says so', async () => {
    const { text, finish } = await streamed(open('plain'), ask('Tell me a story.', { maxOutputTokens: 3 }));
    expect(finish?.finishReason.unified).toBe('length');
    expect(finish?.usage.outputTokens.total).toBe(3);
    expect(text.length).toBeGreaterThan(0);
  });

  it.each([
    ['a wrong key', 'plain', 'invalid', {}, 401],
    ['an unknown model', 'nobody', 'k', {}, 404],
    ['a server error', 'plain', 'k', { 'x-simulate-fault': 'server_error' }, 500],
    ['a rate limit', 'plain', 'k', { 'x-simulate-fault': 'rate_limit' }, 429],
  ] as const)('answers %s with its status', async (_, name, key, headers, statusCode) => {
    await expect(open(name, key, headers).doStream(ask('How many?'))).rejects.toMatchObject({ statusCode });
  });

  it('is overloaded in its own way', async () => {
    const error = await open('plain', 'k', { 'x-simulate-fault': 'overloaded' })
      .doStream(ask('How many?'))
      .then(
        () => null,
        (reason: unknown) => reason,
      );
    expect(error).toMatchObject({ statusCode: wire === 'anthropic' ? 529 : 503, message: 'Overloaded' });
  });

  it('refuses a prompt beyond its context', async () => {
    const rejected = open('narrow').doStream(ask('x'.repeat(200)));
    await expect(rejected).rejects.toMatchObject({
      statusCode: 400,
      message: /maximum context length is 20/,
    });
  });

  it('tells when to come back once the quota is used up', async () => {
    const refused = () =>
      open('rationed')
        .doGenerate(ask('How many?'))
        .then(
          () => null,
          (reason: { statusCode: number; responseHeaders: Record<string, string> }) => reason,
        );
    // the quota, one call each ten seconds, is shared by all wires and refills as the tests run
    let error = await refused();
    for (let more = 5; !error && more > 0; more--) error = await refused();
    expect(error?.statusCode).toBe(429);
    expect(Number(error?.responseHeaders['retry-after'])).toBeGreaterThan(0);
    if (wire === 'anthropic') {
      expect(error?.responseHeaders).toMatchObject({ 'anthropic-ratelimit-requests-limit': '6' });
      const reset = error?.responseHeaders['anthropic-ratelimit-requests-reset'] as string;
      expect(Date.parse(reset)).toBeGreaterThan(Date.now());
    }
    if (wire.startsWith('openai')) {
      expect(error?.responseHeaders).toMatchObject({
        'x-ratelimit-limit-requests': '6',
        'x-ratelimit-remaining-requests': '0',
      });
    }
  });

  it('reports an error in the middle of a stream', async () => {
    const model = open('plain', 'k', { 'x-simulate-fault': 'mid_stream_error' });
    const { errors, text, parts } = await streamed(model, ask('Tell me a story.'));
    expect(text.length).toBeGreaterThan(0);
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(parts)).toContain('verloaded');
  });

  it('sends a frame that is no JSON', async () => {
    const model = open('plain', 'k', { 'x-simulate-fault': 'malformed' });
    expect((await streamed(model, ask('Tell me a story.'))).errors).toHaveLength(1);
  });

  it.each([
    ['cut', 'plain', 'stream_cut'],
    ['stalled', 'hung', 'stall'],
  ])('lets a stream be %s', async (_, name, fault) => {
    const model = open(name, 'k', { 'x-simulate-fault': fault });
    const texts: string[] = [];
    const read = async () => {
      const { stream } = await model.doStream(ask('Tell me a story.'));
      for await (const part of stream) if (part.type === 'text-delta') texts.push(part.delta);
    };
    await expect(read()).rejects.toMatchObject({ cause: { message: 'terminated' } });
    expect(texts.length).toBeGreaterThan(0);
  });

  it('declines in its own words', async () => {
    const { finish, text } = await streamed(
      open('plain', 'k', { 'x-simulate-fault': 'refusal' }),
      ask('How many?'),
    );
    expect(finish?.finishReason.unified).toBe('content-filter');
    expect(text).not.toContain('42');
  });
});
