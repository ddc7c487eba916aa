/** A call as OpenAI's Chat Completions API wants it. */
import type { Endpoint } from '../endpoint.ts';
import type { DataOf } from '../lanes/attachment-bytes.ts';
import type { LaneCall } from '../lanes/protocol.ts';
import type { OutgoingRequest } from '../transport/transport.ts';
import { chatMessages } from './chat-messages.ts';

/** Ours → the wire's name, for parameters that are passed as they are. */
const parameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  maxOutputTokens: 'max_tokens',
  seed: 'seed',
  stopSequences: 'stop',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
} as const;

function toolsOf({ tools, parameters }: LaneCall) {
  if (tools.length === 0) return {};
  return {
    tools: tools.map((tool) => ({
      type: 'function',
      function: { name: tool.name, description: tool.description, parameters: tool.parameters },
    })),
    tool_choice: parameters.toolChoice ?? 'auto',
  };
}

function responseFormatOf(format: LaneCall['parameters']['responseFormat']) {
  if (format === undefined || format === 'text') return {};
  if (format === 'json') return { response_format: { type: 'json_object' } };
  const { name = 'answer', schema } = format;
  return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } } };
}

function bodyOf(model: string, vendorId: string, call: LaneCall, dataOf: DataOf): Record<string, unknown> {
  const { parameters } = call;
  const named = Object.entries(parameterNames).map(([ours, wire]) => [
    wire,
    parameters[ours as keyof typeof parameterNames],
  ]);
  return {
    model,
    messages: chatMessages(call.messages, dataOf, vendorId),
    stream: true,
    stream_options: { include_usage: true },
    ...(Object.fromEntries(named) as Record<string, unknown>),
    ...(parameters.reasoning === undefined || parameters.reasoning === 'provider-default'
      ? {}
      : { reasoning_effort: parameters.reasoning }),
    ...responseFormatOf(parameters.responseFormat),
    ...toolsOf(call),
    ...parameters.providerOptions?.[vendorId],
  };
}

/** `origin`, `path` and constant headers are the same for every call of an endpoint. */
export function chatRequests({
  model,
  vendorId,
  apiKey,
  baseUrl,
  headers,
}: Endpoint): (call: LaneCall, dataOf: DataOf) => OutgoingRequest {
  const url = new URL(`${(baseUrl ?? '').replace(/\/+$/, '')}/chat/completions`);
  const flat = [
    'content-type',
    'application/json',
    'accept',
    'text/event-stream',
    'user-agent',
    'assay',
    ...(apiKey === undefined ? [] : ['authorization', `Bearer ${apiKey}`]),
    ...Object.entries(headers).flat(),
  ];
  return (call, dataOf) => ({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'POST',
    headers: flat,
    body: JSON.stringify(bodyOf(model, vendorId, call, dataOf)),
  });
}
