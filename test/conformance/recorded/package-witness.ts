import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ToolCall } from '../../../src/contract/attempt.ts';
import { vendorOf } from '../../../src/providers/registry.ts';
import { keys, weather } from '../ask.ts';
import { model } from '../wire-script.ts';

/** What the AI SDK's own package reads out of the same bytes. */
export interface Witness {
  text: string;
  reasoning: string;
  /** For the client to run: not those that the provider ran itself. */
  toolCalls: ToolCall[];
  files: number;
  finish: string | undefined;
  inputTotal: number | undefined;
  outputTotal: number | undefined;
  cacheRead: number | undefined;
  reasoningTokens: number | undefined;
  error: unknown;
}

async function modelOf(
  provider: string,
  baseUrl: string,
  fetch: typeof globalThis.fetch,
): Promise<LanguageModelV4> {
  const vendor = vendorOf(provider);
  if (vendor.native)
    return createOpenAICompatible({ name: provider, baseURL: baseUrl, includeUsage: true, fetch }).chatModel(
      model,
    );
  const create = await vendor.load({
    apiKey: 'canary-key',
    baseUrl,
    headers: {},
    fetch,
    settings: keys,
  });
  return create(model);
}

function add(seen: Witness, part: LanguageModelV4StreamPart): void {
  switch (part.type) {
    case 'text-delta':
      seen.text += part.delta;
      break;
    case 'reasoning-delta':
      seen.reasoning += part.delta;
      break;
    case 'tool-call':
      if (!part.providerExecuted) seen.toolCalls.push({ name: part.toolName, arguments: part.input });
      break;
    case 'file':
      seen.files++;
      break;
    case 'finish':
      seen.finish = part.finishReason.unified;
      seen.inputTotal = part.usage.inputTokens.total;
      seen.outputTotal = part.usage.outputTokens.total;
      seen.cacheRead = part.usage.inputTokens.cacheRead;
      seen.reasoningTokens = part.usage.outputTokens.reasoning;
      break;
    case 'error':
      seen.error ??= part.error;
  }
}

export async function packageSays(
  provider: string,
  baseUrl: string,
  fetch = globalThis.fetch,
): Promise<Witness> {
  const seen: Witness = {
    text: '',
    reasoning: '',
    toolCalls: [],
    files: 0,
    finish: undefined,
    inputTotal: undefined,
    outputTotal: undefined,
    cacheRead: undefined,
    reasoningTokens: undefined,
    error: undefined,
  };
  try {
    const { stream } = await (
      await modelOf(provider, baseUrl, fetch)
    ).doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi.' }] }],
      tools: [{ type: 'function', name: weather.name, inputSchema: weather.parameters }],
    });
    const reader = stream.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) add(seen, next.value);
  } catch (error) {
    seen.error = error;
  }
  return seen;
}
