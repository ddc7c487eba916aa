/** OpenAI Chat Completions, with `reasoning_content` as OpenAI-compatible servers send it. */
import { joined } from '../pieces.ts';
import {
  asCount,
  asList,
  asObject,
  asText,
  charactersOf,
  effortFactor,
  lastText,
  readTurns,
} from './reading.ts';
import type { JsonObject } from './reading.ts';
import type {
  FailureKind,
  Wire,
  WireAnswer,
  WireFailure,
  WireFrame,
  WireRequest,
  WireUsage,
} from './wire.ts';

const finishReasons = { stop: 'stop', length: 'length', tool: 'tool_calls', refusal: 'content_filter' };

const failures: Record<FailureKind, { status: number; type: string; code: string | null }> = {
  auth: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  not_found: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  bad_request: { status: 400, type: 'invalid_request_error', code: null },
  context_length: { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' },
  rate_limit: { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  server_error: { status: 500, type: 'server_error', code: null },
  overloaded: { status: 503, type: 'server_error', code: 'overloaded' },
};

function parse(raw: unknown): WireRequest {
  const body = asObject(raw, 'The body');
  const messages = asList(body['messages'], 'messages');
  const tools = Array.isArray(body['tools']) ? asList(body['tools'], 'tools') : [];
  const options = body['stream_options'] as JsonObject | undefined;
  return {
    model: asText(body['model'], 'model'),
    ...readTurns(
      messages,
      (message) => (message['role'] === 'user' ? lastText(message['content']) : null),
      (message) => (message['role'] === 'tool' ? 1 : 0),
    ),
    inputCharacters: charactersOf(
      ...messages.flatMap((message) => [message['content'], message['tool_calls']]),
      body['tools'],
    ),
    tools:
      body['tool_choice'] === 'none'
        ? []
        : tools.map((tool) => asText(asObject(tool['function'], 'tool.function')['name'], 'tool name')),
    stream: body['stream'] === true,
    includeUsage: options?.['include_usage'] === true,
    maxOutputTokens:
      asCount(body['max_completion_tokens'], 'max_completion_tokens') ??
      asCount(body['max_tokens'], 'max_tokens'),
    reasoningFactor: effortFactor(body['reasoning_effort']),
    showReasoning: true,
    cache: true,
    ...schemaOf(body['response_format']),
  };
}

function schemaOf(format: unknown): Pick<WireRequest, 'schema'> {
  const named = (format as { json_schema?: { schema?: unknown } } | undefined)?.json_schema?.schema;
  return typeof named === 'object' && named !== null ? { schema: named as JsonObject } : {};
}

/** Prompt tokens include cached ones, completion tokens include reasoning. */
function usageOf(usage: WireUsage): JsonObject {
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  const output = usage.output + usage.reasoning;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: usage.cacheRead, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function frames(answer: WireAnswer, request: WireRequest): WireFrame[] {
  const usage = request.includeUsage && answer.usage ? answer.usage : null;
  const head = `data: {"id":"chatcmpl-${answer.id}","object":"chat.completion.chunk","created":${answer.createdS},"model":${JSON.stringify(answer.model)},"service_tier":"default","system_fingerprint":"fp_simulated","choices":[`;
  const tail = usage ? '],"usage":null}\n\n' : ']}\n\n';
  const chunk = (kind: WireFrame['kind'], delta: string, tokens = 0, finish = 'null'): WireFrame => ({
    bytes: `${head}{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}${tail}`,
    kind,
    tokens,
  });
  const list = [chunk('o', '{"role":"assistant","content":"","refusal":null}')];
  for (const piece of answer.reasoning)
    list.push(chunk('r', `{"reasoning_content":${JSON.stringify(piece.text)}}`, piece.tokens));
  for (const piece of answer.text)
    list.push(chunk('t', `{"content":${JSON.stringify(piece.text)}}`, piece.tokens));
  answer.toolCalls.forEach((call, index) => {
    const start = { index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } };
    list.push(chunk('s', JSON.stringify({ tool_calls: [start] })));
    for (const piece of call.arguments) {
      const delta = { tool_calls: [{ index, function: { arguments: piece.text } }] };
      list.push(chunk('c', JSON.stringify(delta), piece.tokens));
    }
  });
  list.push(chunk('e', '{}', 0, `"${finishReasons[answer.finish]}"`));
  if (usage)
    list.push({ bytes: `${head}],"usage":${JSON.stringify(usageOf(usage))}}\n\n`, kind: 'e', tokens: 0 });
  list.push({ bytes: 'data: [DONE]\n\n', kind: 'e', tokens: 0 });
  return list;
}

function whole(answer: WireAnswer): unknown {
  const toolCalls = answer.toolCalls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: joined(call.arguments) },
  }));
  const message = {
    role: 'assistant',
    content: answer.text.length > 0 ? joined(answer.text) : null,
    refusal: null,
    annotations: [],
    ...(answer.reasoning.length > 0 && { reasoning_content: joined(answer.reasoning) }),
    ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
  };
  return {
    id: `chatcmpl-${answer.id}`,
    object: 'chat.completion',
    created: answer.createdS,
    model: answer.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasons[answer.finish] }],
    ...(answer.usage && { usage: usageOf(answer.usage) }),
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
  };
}

function errorOf(failure: WireFailure): JsonObject {
  const { type, code } = failures[failure.kind];
  return { error: { message: failure.message, type, param: null, code } };
}

/** As Go prints a duration: 1m2s, 250ms. */
function duration(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)}ms`;
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

export const openaiChat: Wire = {
  name: 'openai-chat',
  parse,
  keyOf: (headers) => /^Bearer (\S+)$/i.exec(String(headers['authorization'] ?? ''))?.[1] ?? null,
  frames,
  whole,
  failure: (failure) => ({
    status: failure.status ?? failures[failure.kind].status,
    body: errorOf(failure),
  }),
  failureFrame: (failure) => `data: ${JSON.stringify(errorOf(failure))}\n\n`,
  quotaHeaders: (quota) => ({
    'x-ratelimit-limit-requests': String(quota.limit),
    'x-ratelimit-remaining-requests': String(quota.remaining),
    'x-ratelimit-reset-requests': duration(quota.resetMs),
  }),
  modelList: (names) => ({
    object: 'list',
    data: names.map((id) => ({ id, object: 'model', created: 0, owned_by: 'simulator' })),
  }),
};
