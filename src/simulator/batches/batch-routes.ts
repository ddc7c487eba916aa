/** Which requests are about batches, and what they are answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../read-body.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { anthropicMessages } from '../wires/anthropic-messages.ts';
import { openaiChat } from '../wires/openai-chat.ts';
import { anthropicBatchReply } from './anthropic-batches.ts';
import type { BatchCall, BatchReply } from './batch-call.ts';
import { openaiBatchReply } from './openai-batches.ts';

const places = [
  { pattern: /^\/openai\/v1(\/(?:files|batches)(?:\/.*)?)$/, wire: openaiChat, reply: openaiBatchReply },
  {
    pattern: /^\/anthropic\/v1(\/messages\/batches(?:\/.*)?)$/,
    wire: anthropicMessages,
    reply: anthropicBatchReply,
  },
];

/** The largest batch of either maker. */
const maxBytes = 256 * 1024 * 1024;

function send(response: ServerResponse, reply: BatchReply): void {
  const isText = 'text' in reply;
  response.writeHead(reply.status, { 'content-type': isText ? 'application/x-jsonl' : 'application/json' });
  response.end(isText ? reply.text : JSON.stringify(reply.body));
}

/** `false`: the request is about something else. */
export async function answerBatchCall(
  incoming: IncomingMessage,
  url: URL,
  response: ServerResponse,
  state: SimulatorState,
): Promise<boolean> {
  for (const { pattern, wire, reply } of places) {
    const path = pattern.exec(url.pathname)?.[1];
    if (path === undefined) continue;
    const { headers, method = 'GET' } = incoming;
    const key = wire.keyOf(headers, url);
    const body = await readBody(incoming, maxBytes);
    const base = `http://${headers.host}`;
    const call: BatchCall = { method, path, query: url.searchParams, headers, body, key, base };
    const refused = key === null || key === 'invalid';
    const found = refused
      ? wire.failure({ kind: 'auth', message: 'Incorrect API key provided.' })
      : await reply(call, state);
    if (!found) return false;
    send(response, found);
    return true;
  }
  return false;
}
