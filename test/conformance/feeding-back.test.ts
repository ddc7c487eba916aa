import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/base/clock.ts';
import type { Message } from '../../src/contract/content.ts';
import { partsOf } from '../../src/contract/content-parts.ts';
import type { Lanes } from '../../src/providers/lanes/open-lanes.ts';
import { openScripted, scriptedVendors, weather } from './ask.ts';
import { replyOf, startScriptedServer, type ScriptedServer } from './scripted-server.ts';
import type { Scenario } from './wire-script.ts';

/** A tool's result, and an answer with reasoning, go back over every wire in the form its provider wants. */
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

const question: Message = { role: 'user', content: 'What is the weather in Oslo?' };

async function say(id: string, scenario: Scenario, messages: Message[]) {
  const target = lanes.targets.get(`${id}:${scenario}`)!;
  const request: Parameters<Lanes['call']>[0] = {
    target,
    messages,
    tools: [weather],
    timeoutMs: 5000,
    scheduledMs: nowMs(),
    keepTurn: true,
    signal: new AbortController().signal,
  };
  const result = await lanes.call(request);
  const body = server.bodies.findLast((sent) => sent.provider === id)?.text ?? '';
  return { result, body };
}

const withTools = scriptedVendors.filter(({ id, wire }) => replyOf(id, wire, 'tools') !== null);

describe.each(withTools)('$id over $wire', ({ id, wire }) => {
  it('sends the call and its result back', async () => {
    const { result: first } = await say(id, 'tools', [question]);
    const turn = first.turn!;
    const call = partsOf(turn.content).find((part) => part.type === 'tool-call');
    if (call?.type !== 'tool-call') throw new Error('no tool call');
    expect(JSON.parse(call.arguments)).toEqual({ city: 'Oslo' });
    const answer: Message = {
      role: 'tool',
      content: [{ type: 'tool-result', id: call.id, name: call.name, result: 'sleet', isError: false }],
    };
    const { result, body } = await say(id, 'text', [question, turn, answer]);
    expect(result.outcome, result.failure?.message).toBe('ok');
    expect(body).toContain('get_weather');
    expect(body).toContain('Oslo');
    expect(body).toContain('sleet');
    // Gemini pairs results with calls by name
    if (wire !== 'gemini') expect(body.split(call.id).length).toBeGreaterThan(2);
  });

  it('sends an answer with reasoning back, and what the user says next', async () => {
    const { result: first } = await say(id, 'reasoning', [question]);
    const next: Message = { role: 'user', content: 'And tomorrow?' };
    const { result, body } = await say(id, 'text', [question, first.turn!, next]);
    expect(result.outcome, result.failure?.message).toBe('ok');
    expect(body).toContain('And tomorrow?');
    // OpenAI keeps its answers: it is sent their ids
    expect(body).toContain(id === 'openai-responses' ? '"item_reference"' : first.answer?.text);
    const signature = signatures[wire];
    if (signature) expect(body).toContain(signature);
  });
});

/** What proves reasoning to be the provider's own. */
const signatures: Partial<Record<(typeof scriptedVendors)[number]['wire'], string>> = {
  'anthropic-messages': 'c2ln',
};
