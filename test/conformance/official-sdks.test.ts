import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallResult } from '../../src/contract/attempt.ts';
import { officialSdks } from '../../src/providers/verification.ts';
import { ask, openScripted } from './ask.ts';
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts';
import { model, type Scenario } from './wire-script.ts';

/** The makers' own SDKs read the same bytes as our lanes do, and must see the same. */
interface Witness {
  text: string;
  toolCalls: { name: string; arguments: unknown }[];
  inputTotal: number | null;
  outputTotal: number | null;
  finish: string | null;
}
const nothing = (): Witness => ({
  text: '',
  toolCalls: [],
  inputTotal: null,
  outputTotal: null,
  finish: null,
});

async function openaiSays(baseURL: string): Promise<Witness> {
  const seen = nothing();
  const client = new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 });
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: 'Hi.' }],
    stream: true,
    stream_options: { include_usage: true },
  });
  const calls: { name: string; arguments: string }[] = [];
  for await (const { choices, usage } of stream) {
    const choice = choices[0];
    seen.text += choice?.delta.content ?? '';
    for (const { index, function: part } of choice?.delta.tool_calls ?? []) {
      const call = (calls[index] ??= { name: '', arguments: '' });
      call.name += part?.name ?? '';
      call.arguments += part?.arguments ?? '';
    }
    seen.finish = choice?.finish_reason ?? seen.finish;
    seen.inputTotal = usage?.prompt_tokens ?? seen.inputTotal;
    seen.outputTotal = usage?.completion_tokens ?? seen.outputTotal;
  }
  seen.toolCalls = calls.map((call) => ({ ...call, arguments: JSON.parse(call.arguments) as unknown }));
  return seen;
}

async function responsesSay(baseURL: string): Promise<Witness> {
  const client = new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 });
  const response = await client.responses.stream({ model, input: 'Hi.' }).finalResponse();
  return {
    text: response.output_text,
    toolCalls: response.output.flatMap((item) =>
      item.type === 'function_call'
        ? [{ name: item.name, arguments: JSON.parse(item.arguments) as unknown }]
        : [],
    ),
    inputTotal: response.usage?.input_tokens ?? null,
    outputTotal: response.usage?.output_tokens ?? null,
    finish: response.incomplete_details?.reason ?? null,
  };
}

async function anthropicSays(baseURL: string): Promise<Witness> {
  const client = new Anthropic({ baseURL, apiKey: 'k', maxRetries: 0 });
  const message = await client.messages
    .stream({ model, max_tokens: 100, messages: [{ role: 'user', content: 'Hi.' }] })
    .finalMessage();
  const { usage } = message;
  return {
    text: message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    toolCalls: message.content.flatMap((block) =>
      block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : [],
    ),
    inputTotal:
      usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
    outputTotal: usage.output_tokens,
    finish: message.stop_reason,
  };
}

async function geminiSays(baseUrl: string): Promise<Witness> {
  const seen = nothing();
  const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl } });
  for await (const chunk of await client.models.generateContentStream({ model, contents: 'Hi.' })) {
    const parts = chunk.candidates?.[0]?.content?.parts ?? [];
    seen.text += parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join('');
    seen.toolCalls.push(
      ...(chunk.functionCalls ?? []).map((call) => ({ name: call.name ?? '', arguments: call.args })),
    );
    seen.finish = chunk.candidates?.[0]?.finishReason ?? seen.finish;
    const usage = chunk.usageMetadata;
    seen.inputTotal = usage?.promptTokenCount ?? seen.inputTotal;
    if (usage) seen.outputTotal = (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0);
  }
  return seen;
}

const sdks = [
  { provider: 'openai', wire: 'openai-chat', sdk: 'openai', says: openaiSays },
  { provider: 'compatible', wire: 'openai-chat', sdk: 'openai', says: openaiSays },
  { provider: 'openai-responses', wire: 'openai-responses', sdk: 'openai', says: responsesSay },
  { provider: 'anthropic', wire: 'anthropic-messages', sdk: '@anthropic-ai/sdk', says: anthropicSays },
  { provider: 'google', wire: 'gemini', sdk: '@google/genai', says: geminiSays },
] as const;
const answered: Scenario[] = ['text', 'reasoning', 'tools', 'json', 'cached', 'length', 'refusal'];
const failed: Scenario[] = ['rate-limit', 'context-length', 'bad-key'];

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

/** What we saw, in the words of a witness. Responses has no finish reason of its own for a complete answer. */
function ours({ answer, tokens }: CallResult, knowsFinish: boolean): Witness {
  return {
    text: answer?.text ?? '',
    toolCalls: (answer?.toolCalls ?? []).map((call) => ({
      name: call.name,
      arguments: JSON.parse(call.arguments) as unknown,
    })),
    inputTotal: tokens?.inputTotal ?? null,
    outputTotal: tokens?.outputTotal ?? null,
    finish: knowsFinish ? (answer?.finishReason ?? null) : null,
  };
}

it('is the list that `assay providers` shows', () => {
  expect(Object.fromEntries(sdks.map(({ provider, sdk }) => [provider, sdk]))).toEqual(officialSdks);
});

describe.each(sdks)('$sdk beside our $provider', ({ provider, wire, says }) => {
  it.each(answered)('%s: same text, tool calls, usage and finish', async (scenario) => {
    const witness = await says(server.urlOf(wire, scenario, 0, provider));
    const result = await ask(lanes, lanes.targets.get(`${provider}:${scenario}`)!, scenario);
    expect(ours(result, witness.finish !== null)).toEqual(witness);
  });

  it.each(failed)('%s: refused with the same status', async (scenario) => {
    const error = await says(server.urlOf(wire, scenario, 0, provider)).then(
      () => null,
      (thrown: { status?: number }) => thrown,
    );
    const result = await ask(lanes, lanes.targets.get(`${provider}:${scenario}`)!, scenario);
    expect(result.failure?.httpStatus).toBe(error?.status);
  });

  it.each(['error-inside', 'cut'] as const)('%s: no whole answer', async (scenario) => {
    const witness = await says(server.urlOf(wire, scenario, 0, provider)).catch(() => null);
    const result = await ask(lanes, lanes.targets.get(`${provider}:${scenario}`)!, scenario);
    expect(witness?.finish ?? null).toBeNull();
    expect(result.outcome).toBe('error');
  });
});
