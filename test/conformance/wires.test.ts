import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, openScripted, scriptedVendors, seenOf } from './ask.ts';
import { replyOf, startScriptedServer, type ScriptedServer, type ScriptedWire } from './scripted-server.ts';
import { scenarios } from './wire-script.ts';

/** Every provider over its wire: real HTTP, real threads, the real provider package. */
let server: ScriptedServer;
let lanes: Awaited<ReturnType<typeof openScripted>>;

beforeAll(async () => {
  server = await startScriptedServer();
  lanes = await openScripted(server);
}, 60_000);
afterAll(async () => {
  await lanes.close();
  await server.close();
});

describe.each(scriptedVendors)('$id over $wire', ({ id, wire }) => {
  const has = scenarios.filter((scenario) => replyOf(id, wire, scenario) !== null);

  it.each(has)('%s', async (scenario) => {
    const wanted = replyOf(id, wire, scenario)!.seen;
    const result = await ask(lanes, lanes.targets.get(`${id}:${scenario}`)!, scenario);
    expect(seenOf(result, wanted), result.failure?.message).toEqual(wanted);
    expect(JSON.stringify(result)).not.toContain('canary-key');
  });

  it('sees the same text when it comes in pieces of three bytes', async () => {
    const { seen: wanted } = replyOf(id, wire, 'text')!;
    const result = await ask(lanes, lanes.targets.get(`${id}:text-cut`)!, 'text');
    expect(seenOf(result, wanted)).toEqual(wanted);
    expect(result.frames.at).toEqual(result.frames.at.toSorted((a, b) => a - b));
  });

  it('has buckets that add up to the totals', async () => {
    for (const scenario of ['text', 'reasoning', 'cached'] as const) {
      if (!has.includes(scenario)) continue;
      const { tokens } = await ask(lanes, lanes.targets.get(`${id}:${scenario}`)!, scenario);
      const sum = (...parts: (number | null | undefined)[]) =>
        parts.reduce<number>((all, part) => all + (part ?? 0), 0);
      expect(sum(tokens?.input, tokens?.cacheRead, tokens?.cacheWrite)).toBe(tokens?.inputTotal);
      expect(sum(tokens?.output, tokens?.reasoning)).toBe(tokens?.outputTotal);
    }
  });
});

/** How each wire asks for JSON without a schema. Anthropic's and Bedrock's have no such mode, Perplexity's wants a schema. */
const jsonMode: Record<ScriptedWire, RegExp | null> = {
  'openai-chat': /"response_format":\{"type":"json_object"\}/,
  'openai-responses': /"format":\{"type":"json_object"\}/,
  'anthropic-messages': null,
  gemini: /"responseMimeType":"application\/json"/,
  'bedrock-converse': null,
  'mistral-chat': /"response_format":\{"type":"json_object"\}/,
  'cohere-chat': /"response_format":\{"type":"json_object"\}/,
};

describe('what is asked', () => {
  it.each(scriptedVendors)(
    '$id offers the tool and wants JSON where there is such a thing',
    ({ id, wire }) => {
      const sent = (scenario: string) =>
        server.bodies.findLast((body) => body.provider === id && body.scenario === scenario)?.text;
      const isScripted = Boolean(replyOf(id, wire, 'tools'));
      expect(sent('tools')?.includes('"get_weather"') ?? false).toBe(isScripted);
      const wanted = jsonMode[wire];
      if (wanted && id !== 'perplexity') expect(sent('json')).toMatch(wanted);
    },
  );
});
