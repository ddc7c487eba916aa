/** Frames of each wire, written down by hand. */
import { awsEvent } from '../aws-event.ts';
import { sse } from '../wire-script.ts';
import type { ZooReply, ZooScenario, ZooSeen } from './zoo-scenarios.ts';

type Frames = (string | Buffer)[];

/** By wire: frames, and what is seen where it is not the same for all. */
type Own = Record<string, { frames: Frames; seen?: ZooSeen }[]>;

const contentTypes: Record<string, string> = { 'bedrock-converse': 'application/vnd.amazon.eventstream' };

export const own = (name: string, seen: ZooSeen, byWire: Own): ZooScenario => ({
  name,
  of: (_writer, wire) =>
    (byWire[wire] ?? []).map((each): ZooReply => ({
      headers: { 'content-type': contentTypes[wire] ?? 'text/event-stream' },
      body: Buffer.concat(each.frames.map((frame) => Buffer.from(frame as string))),
      seen: each.seen ?? seen,
    })),
});

export const chunk = (delta: object, finish_reason: unknown = null, more: object = {}) =>
  sse({ id: 'c1', model: 'served-1', choices: [{ index: 0, delta, finish_reason }], ...more });
export const chatEnd = (reason = 'stop', more: object = {}) => [chunk({}, reason, more), sse('[DONE]')];
export const calls = (...deltas: object[]) => deltas.map((delta) => chunk({ tool_calls: [delta] }));
export const asText = { name: 'get_weather', arguments: '{"city":"Lima"}' };

export const anthropic = (...events: { type: string; [name: string]: unknown }[]) =>
  events.map((event) => sse(event, event.type));
export const message = (more: object = {}) => ({
  type: 'message_start',
  message: {
    id: 'm',
    model: 'served-1',
    content: [],
    usage: { input_tokens: 20, output_tokens: 1 },
    ...more,
  },
});
export const textBlock = [
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Lima' } },
  { type: 'content_block_stop', index: 0 },
];
export const messageEnd = (usage: object, stop_reason = 'end_turn') => ({
  type: 'message_delta',
  delta: { stop_reason },
  usage,
});

export const candidate = (parts: object[], more: object = {}, outside: object = {}) =>
  sse({ candidates: [{ content: { parts }, ...more }], ...outside });
export const geminiEnd = candidate([], { finishReason: 'STOP' });

export const response = (type: string, more: object = {}) =>
  sse({ type: `response.${type}`, response: { id: 'r', ...more } });
export const saying = { type: 'message', content: [{ type: 'output_text', text: 'Lima' }] };
export const textDelta = (delta: string, more: object = {}) =>
  sse({ type: 'response.output_text.delta', delta, ...more });

export const cohere = (type: string, delta: object, more: object = {}) => sse({ type, delta, ...more });

export const ok: ZooSeen = { outcome: 'ok', text: 'Lima' };
export const called: ZooSeen = {
  outcome: 'ok',
  calls: [{ name: 'get_weather', arguments: { city: 'Lima' } }],
};
export const failed = (message: RegExp): ZooSeen => ({
  outcome: 'error',
  class: 'mid_stream_error',
  message,
});
export const chats = (frames: Frames[], seen?: ZooSeen): Own => {
  const replies = frames.map((each) => ({ frames: each, ...(seen && { seen }) }));
  return { 'openai-chat': replies, 'mistral-chat': replies };
};
export const converse = (name: string, payload: unknown, kind?: 'exception') => awsEvent(name, payload, kind);
