/** Anthropic Messages. */
import { joined } from '../pieces.ts';
import {
  asCount,
  asList,
  asObject,
  asText,
  charactersOf,
  countParts,
  effortFactor,
  lastText,
  readTurns,
} from './reading.ts';
import type { JsonObject } from './reading.ts';
import { WireRejection } from './wire.ts';
import type {
  FailureKind,
  Wire,
  WireAnswer,
  WireFailure,
  WireFrame,
  WireRequest,
  WireUsage,
} from './wire.ts';

const stopReasons = { stop: 'end_turn', length: 'max_tokens', tool: 'tool_use', refusal: 'refusal' };

const failures: Record<FailureKind, { status: number; type: string }> = {
  auth: { status: 401, type: 'authentication_error' },
  not_found: { status: 404, type: 'not_found_error' },
  bad_request: { status: 400, type: 'invalid_request_error' },
  context_length: { status: 400, type: 'invalid_request_error' },
  rate_limit: { status: 429, type: 'rate_limit_error' },
  server_error: { status: 500, type: 'api_error' },
  overloaded: { status: 529, type: 'overloaded_error' },
};

/** Thinking that is not mentioned is left to the model; effort is in `output_config`. */
function thinkingFactor(body: JsonObject): number {
  const thinking = body['thinking'] as JsonObject | undefined;
  if (thinking?.['type'] === 'disabled') return 0;
  return effortFactor((body['output_config'] as JsonObject | undefined)?.['effort']);
}

/** Results of tools come in a message of the user. */
const resultsIn = (message: JsonObject) =>
  countParts(message['content'], (part) => part['type'] === 'tool_result');

/** JSON is asked for by its schema, or as the arguments of a tool that must be called. */
function wantedJson(body: JsonObject, tools: JsonObject[]): Pick<WireRequest, 'schema' | 'answerTool'> {
  const { format } = (body['output_config'] ?? {}) as { format?: { schema?: JsonObject } };
  if (format?.schema) return { schema: format.schema };
  const choice = (body['tool_choice'] as JsonObject | undefined)?.['type'];
  const tool = tools.find(({ name }) => name === 'json');
  if (!tool || (choice !== 'any' && choice !== 'tool')) return {};
  return { schema: tool['input_schema'] as JsonObject, answerTool: 'json' };
}

function parse(raw: unknown): WireRequest {
  const body = asObject(raw, 'The body');
  const messages = asList(body['messages'], 'messages');
  const maxOutputTokens = asCount(body['max_tokens'], 'max_tokens');
  if (maxOutputTokens === null) throw new WireRejection('max_tokens: Field required');
  const tools = Array.isArray(body['tools']) ? asList(body['tools'], 'tools') : [];
  const choice = body['tool_choice'] as JsonObject | undefined;
  const json = wantedJson(body, tools);
  const callable = tools.filter(({ name }) => name !== json.answerTool);
  return {
    model: asText(body['model'], 'model'),
    ...readTurns(
      messages,
      (message) =>
        message['role'] === 'user' && resultsIn(message) === 0 ? lastText(message['content']) : null,
      resultsIn,
    ),
    inputCharacters: charactersOf(
      ...messages.map((message) => message['content']),
      body['system'],
      body['tools'],
    ),
    tools: choice?.['type'] === 'none' ? [] : callable.map((tool) => asText(tool['name'], 'tool name')),
    stream: body['stream'] === true,
    includeUsage: true,
    maxOutputTokens,
    reasoningFactor: thinkingFactor(body),
    showReasoning: true,
    cache: JSON.stringify([body['system'], messages, body['tools']]).includes('"cache_control"'),
    ...json,
  };
}

/** Input tokens exclude the cache; output tokens include thinking. */
function inputUsage(usage: WireUsage): JsonObject {
  return {
    input_tokens: usage.input,
    cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cacheRead,
  };
}

function outputUsage(usage: WireUsage): JsonObject {
  return {
    output_tokens: usage.output + usage.reasoning,
    ...(usage.reasoning > 0 && { output_tokens_details: { thinking_tokens: usage.reasoning } }),
  };
}

function event(kind: WireFrame['kind'], data: JsonObject & { type: string }, tokens = 0): WireFrame {
  return { bytes: `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`, kind, tokens };
}

/** A block's start goes out with its first delta, its end with what follows. */
function blockFrames(index: number, start: JsonObject, deltas: WireFrame[]): WireFrame[] {
  return [
    event('s', { type: 'content_block_start', index, content_block: start }),
    ...deltas,
    event('s', { type: 'content_block_stop', index }),
  ];
}

function deltaFrame(index: number, kind: 't' | 'r' | 'c', delta: JsonObject, tokens: number): WireFrame {
  return event(kind, { type: 'content_block_delta', index, delta }, tokens);
}

function contentFrames(answer: WireAnswer): WireFrame[] {
  const list: WireFrame[] = [];
  let index = 0;
  if (answer.reasoning.length > 0) {
    const deltas = answer.reasoning.map((piece) =>
      deltaFrame(index, 'r', { type: 'thinking_delta', thinking: piece.text }, piece.tokens),
    );
    const signature = { type: 'signature_delta', signature: `simulated-${answer.id}` };
    deltas.push(event('s', { type: 'content_block_delta', index, delta: signature }));
    list.push(...blockFrames(index, { type: 'thinking', thinking: '', signature: '' }, deltas));
    index += 1;
  }
  if (answer.text.length > 0) {
    const deltas = answer.text.map((piece) =>
      deltaFrame(index, 't', { type: 'text_delta', text: piece.text }, piece.tokens),
    );
    list.push(...blockFrames(index, { type: 'text', text: '' }, deltas));
    index += 1;
  }
  for (const call of answer.toolCalls) {
    const deltas = call.arguments.map((piece) =>
      deltaFrame(index, 'c', { type: 'input_json_delta', partial_json: piece.text }, piece.tokens),
    );
    list.push(...blockFrames(index, { type: 'tool_use', id: call.id, name: call.name, input: {} }, deltas));
    index += 1;
  }
  return list;
}

/** The first block is opened, and a ping sent, before there is content. */
function withPing(content: WireFrame[]): WireFrame[] {
  const ping = event('o', { type: 'ping' });
  const [start, ...rest] = content;
  return start ? [{ ...start, kind: 'o' }, ping, ...rest] : [ping];
}

function frames(answer: WireAnswer): WireFrame[] {
  const message = {
    id: `msg_${answer.id}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    ...(answer.usage && {
      usage: { ...inputUsage(answer.usage), output_tokens: 1, service_tier: 'standard' },
    }),
  };
  return [
    event('o', { type: 'message_start', message }),
    ...withPing(contentFrames(answer)),
    event('e', {
      type: 'message_delta',
      delta: { stop_reason: stopReasons[answer.finish], stop_sequence: null },
      ...(answer.usage && { usage: { ...inputUsage(answer.usage), ...outputUsage(answer.usage) } }),
    }),
    event('e', { type: 'message_stop' }),
  ];
}

/** Arguments that are no JSON cannot travel in a body that is not streamed; they are wrapped as they are. */
function parsedInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { _raw: text };
  }
}

function whole(answer: WireAnswer): unknown {
  const content: JsonObject[] = [];
  if (answer.reasoning.length > 0) {
    const signature = `simulated-${answer.id}`;
    content.push({ type: 'thinking', thinking: joined(answer.reasoning), signature });
  }
  if (answer.text.length > 0) content.push({ type: 'text', text: joined(answer.text) });
  for (const call of answer.toolCalls) {
    const input = parsedInput(joined(call.arguments));
    content.push({ type: 'tool_use', id: call.id, name: call.name, input });
  }
  return {
    id: `msg_${answer.id}`,
    type: 'message',
    role: 'assistant',
    model: answer.model,
    content,
    stop_reason: stopReasons[answer.finish],
    stop_sequence: null,
    ...(answer.usage && { usage: { ...inputUsage(answer.usage), ...outputUsage(answer.usage) } }),
  };
}

function errorOf(failure: WireFailure): JsonObject & { type: string } {
  return { type: 'error', error: { type: failures[failure.kind].type, message: failure.message } };
}

export const anthropicMessages: Wire = {
  name: 'anthropic-messages',
  parse,
  keyOf: (headers) => {
    const bearer = /^Bearer (\S+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];
    return (headers['x-api-key'] as string | undefined) ?? bearer ?? null;
  },
  frames,
  whole,
  failure: (failure) => ({
    status: failure.status ?? failures[failure.kind].status,
    body: errorOf(failure),
  }),
  failureFrame: (failure) => event('x', errorOf(failure)).bytes,
  quotaHeaders: (quota, wallMs) => ({
    'anthropic-ratelimit-requests-limit': String(quota.limit),
    'anthropic-ratelimit-requests-remaining': String(quota.remaining),
    'anthropic-ratelimit-requests-reset': new Date(wallMs + quota.resetMs).toISOString(),
  }),
  modelList: (names) => ({
    data: names.map((id) => ({ type: 'model', id, display_name: id, created_at: '1970-01-01T00:00:00Z' })),
    has_more: false,
    first_id: names[0] ?? null,
    last_id: names.at(-1) ?? null,
  }),
};
