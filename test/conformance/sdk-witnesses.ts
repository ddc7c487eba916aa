/** What the makers' own SDKs read out of a stream. */
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { model } from './wire-script.ts';

export interface SdkWitness {
  text: string;
  toolCalls: { name: string; arguments: unknown }[];
  inputTotal: number | null;
  outputTotal: number | null;
  finish: string | null;
}

const nothing = (): SdkWitness => ({
  text: '',
  toolCalls: [],
  inputTotal: null,
  outputTotal: null,
  finish: null,
});

async function openaiSays(baseURL: string): Promise<SdkWitness> {
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
  seen.toolCalls = calls.map((call) => ({
    ...call,
    arguments: JSON.parse(call.arguments || '{}') as unknown,
  }));
  return seen;
}

async function responsesSay(baseURL: string): Promise<SdkWitness> {
  const client = new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 });
  const response = await client.responses.stream({ model, input: 'Hi.' }).finalResponse();
  return {
    text: response.output_text,
    toolCalls: response.output.flatMap((item) =>
      item.type === 'function_call'
        ? [{ name: item.name, arguments: JSON.parse(item.arguments || '{}') as unknown }]
        : [],
    ),
    inputTotal: response.usage?.input_tokens ?? null,
    outputTotal: response.usage?.output_tokens ?? null,
    finish: response.incomplete_details?.reason ?? null,
  };
}

async function anthropicSays(baseURL: string): Promise<SdkWitness> {
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

async function geminiSays(baseUrl: string): Promise<SdkWitness> {
  const seen = nothing();
  const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl } });
  for await (const chunk of await client.models.generateContentStream({ model, contents: 'Hi.' })) {
    const parts = chunk.candidates?.[0]?.content?.parts ?? [];
    seen.text += parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join('');
    seen.toolCalls.push(
      ...(chunk.functionCalls ?? []).map((call) => ({ name: call.name ?? '', arguments: call.args ?? {} })),
    );
    seen.finish = chunk.candidates?.[0]?.finishReason ?? seen.finish;
    const usage = chunk.usageMetadata;
    seen.inputTotal = usage?.promptTokenCount ?? seen.inputTotal;
    if (usage) seen.outputTotal = (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0);
  }
  return seen;
}

/** By which SDK each provider is witnessed. */
export const sdks = [
  { provider: 'openai', wire: 'openai-chat', sdk: 'openai', says: openaiSays },
  { provider: 'compatible', wire: 'openai-chat', sdk: 'openai', says: openaiSays },
  { provider: 'openai-responses', wire: 'openai-responses', sdk: 'openai', says: responsesSay },
  { provider: 'anthropic', wire: 'anthropic-messages', sdk: '@anthropic-ai/sdk', says: anthropicSays },
  { provider: 'google', wire: 'gemini', sdk: '@google/genai', says: geminiSays },
] as const;
