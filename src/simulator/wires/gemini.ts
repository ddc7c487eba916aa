/** Gemini `generateContent` and `streamGenerateContent?alt=sse`. */
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

const finishReasons = { stop: 'STOP', length: 'MAX_TOKENS', tool: 'STOP', refusal: 'SAFETY' };

const failures: Record<FailureKind, { status: number; name: string }> = {
  auth: { status: 401, name: 'UNAUTHENTICATED' },
  not_found: { status: 404, name: 'NOT_FOUND' },
  bad_request: { status: 400, name: 'INVALID_ARGUMENT' },
  context_length: { status: 400, name: 'INVALID_ARGUMENT' },
  rate_limit: { status: 429, name: 'RESOURCE_EXHAUSTED' },
  server_error: { status: 500, name: 'INTERNAL' },
  overloaded: { status: 503, name: 'UNAVAILABLE' },
};

const pathPattern = /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

function toolNames(body: JsonObject): string[] {
  const config = body['toolConfig'] as { functionCallingConfig?: { mode?: string } } | undefined;
  if (config?.functionCallingConfig?.mode === 'NONE' || !Array.isArray(body['tools'])) return [];
  return (body['tools'] as JsonObject[])
    .flatMap((tool) => (tool['functionDeclarations'] ?? []) as JsonObject[])
    .map((declaration) => asText(declaration['name'], 'functionDeclarations.name'));
}

/** Results of tools come in a turn of the user. */
const resultsIn = (content: JsonObject) => countParts(content['parts'], (part) => 'functionResponse' in part);

/** A turn without a role is the user's. */
const userText = (content: JsonObject) =>
  (content['role'] ?? 'user') === 'user' && resultsIn(content) === 0 ? lastText(content['parts']) : null;

function parse(raw: unknown, path: string): WireRequest {
  const body = asObject(raw, 'The body');
  const match = pathPattern.exec(path);
  if (!match) throw new WireRejection(`The path ${path} names no model and method.`);
  const contents = asList(body['contents'], 'contents');
  const config = (body['generationConfig'] ?? {}) as JsonObject;
  const thinking = (config['thinkingConfig'] ?? {}) as JsonObject;
  const schema = (config['responseJsonSchema'] ?? config['responseSchema']) as JsonObject | undefined;
  return {
    model: decodeURIComponent(match[1] as string),
    ...readTurns(contents, userText, resultsIn),
    inputCharacters: charactersOf(
      ...contents.map((content) => content['parts']),
      body['systemInstruction'],
      body['tools'],
    ),
    tools: toolNames(body),
    stream: match[2] === 'streamGenerateContent',
    includeUsage: true,
    maxOutputTokens: asCount(config['maxOutputTokens'], 'generationConfig.maxOutputTokens'),
    reasoningFactor: thinking['thinkingBudget'] === 0 ? 0 : effortFactor(thinking['thinkingLevel']),
    showReasoning: thinking['includeThoughts'] === true,
    cache: true,
    ...(schema && { schema }),
  };
}

/** Prompt tokens include cached ones; candidate tokens exclude thoughts. Zero counts are left out, as in protobuf JSON. */
function usageOf(usage: WireUsage): JsonObject {
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  return {
    promptTokenCount: input,
    candidatesTokenCount: usage.output,
    totalTokenCount: input + usage.output + usage.reasoning,
    ...(usage.cacheRead > 0 && { cachedContentTokenCount: usage.cacheRead }),
    ...(usage.reasoning > 0 && { thoughtsTokenCount: usage.reasoning }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
  };
}

interface Part {
  kind: 't' | 'r' | 'c';
  part: JsonObject;
  tokens: number;
}

function parsedArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { _raw: text };
  }
}

/** A function call is one part: this wire does not stream arguments. */
function partsOf(answer: WireAnswer): Part[] {
  return [
    ...answer.reasoning.map((piece): Part => {
      return { kind: 'r', part: { text: piece.text, thought: true }, tokens: piece.tokens };
    }),
    ...answer.text.map((piece): Part => ({ kind: 't', part: { text: piece.text }, tokens: piece.tokens })),
    ...answer.toolCalls.map((call): Part => {
      const args = parsedArguments(joined(call.arguments));
      const tokens = call.arguments.reduce((sum, piece) => sum + piece.tokens, 0);
      return { kind: 'c', part: { functionCall: { name: call.name, args } }, tokens };
    }),
  ];
}

/** No opening frames; the last content frame also carries the finish reason and the final usage. */
function frames(answer: WireAnswer): WireFrame[] {
  const parts = partsOf(answer);
  const rest = { modelVersion: answer.model, responseId: answer.id };
  const last = parts.length - 1;
  let sent = 0;
  if (parts.length === 0) {
    const body = {
      candidates: [{ finishReason: finishReasons[answer.finish], index: 0 }],
      ...finalUsage(answer),
      ...rest,
    };
    return [{ bytes: `data: ${JSON.stringify(body)}\n\n`, kind: 'e', tokens: 0 }];
  }
  return parts.map(({ kind, part, tokens }, i) => {
    if (kind !== 'r') sent += tokens;
    const candidate = {
      content: { parts: [part], role: 'model' },
      ...(i === last && { finishReason: finishReasons[answer.finish] }),
      index: 0,
    };
    const running = answer.usage && { usageMetadata: usageOf({ ...answer.usage, output: sent }) };
    const body = { candidates: [candidate], ...(i === last ? finalUsage(answer) : running), ...rest };
    return { bytes: `data: ${JSON.stringify(body)}\n\n`, kind, tokens };
  });
}

function finalUsage(answer: WireAnswer): JsonObject {
  return answer.usage ? { usageMetadata: usageOf(answer.usage) } : {};
}

/** Neighbouring text parts are one part when nothing is streamed. */
function whole(answer: WireAnswer): unknown {
  const compact = {
    ...answer,
    reasoning: answer.reasoning.length > 0 ? [{ text: joined(answer.reasoning), tokens: 0 }] : [],
    text: answer.text.length > 0 ? [{ text: joined(answer.text), tokens: 0 }] : [],
  };
  const content = { parts: partsOf(compact).map((entry) => entry.part), role: 'model' };
  return {
    candidates: [{ content, finishReason: finishReasons[answer.finish], index: 0 }],
    ...finalUsage(answer),
    modelVersion: answer.model,
    responseId: answer.id,
  };
}

function errorOf(failure: WireFailure): JsonObject {
  const { status, name } = failures[failure.kind];
  const retry = failure.retryAfterS !== undefined && {
    details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${failure.retryAfterS}s` }],
  };
  return { error: { code: failure.status ?? status, message: failure.message, status: name, ...retry } };
}

export const gemini: Wire = {
  name: 'gemini',
  parse,
  keyOf: (headers, url) => (headers['x-goog-api-key'] as string | undefined) ?? url.searchParams.get('key'),
  frames,
  whole,
  failure: (failure) => ({
    status: failure.status ?? failures[failure.kind].status,
    body: errorOf(failure),
  }),
  failureFrame: (failure) => `data: ${JSON.stringify(errorOf(failure))}\n\n`,
  // This provider sends none; a refused call says in its body when to come back.
  quotaHeaders: () => ({}),
  modelList: (names) => ({
    models: names.map((name) => ({
      name: `models/${name}`,
      displayName: name,
      supportedGenerationMethods: ['generateContent', 'streamGenerateContent'],
    })),
  }),
};
