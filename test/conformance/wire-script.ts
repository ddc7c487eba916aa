/** What a provider would send, written out by hand from its documentation, and what must be seen of it. */
import type { Outcome, ErrorClass } from '../../src/contract/outcome.ts';
import type { Tokens } from '../../src/contract/attempt.ts';

export const scenarios = [
  'text',
  'reasoning',
  'tools',
  'json',
  'cached',
  'length',
  'refusal',
  'rate-limit',
  'context-length',
  'bad-key',
  'error-inside',
  'cut',
] as const;
export type Scenario = (typeof scenarios)[number];

export interface Seen {
  outcome: Outcome;
  errorClass?: ErrorClass;
  text?: string;
  reasoning?: string;
  toolCalls?: { name: string; arguments: unknown }[];
  finish?: string;
  /** Only the buckets named are compared. */
  tokens?: Partial<Tokens>;
  /** Kinds of the content frames. */
  kinds?: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Frames as they go over the wire. */
  frames: (string | Uint8Array)[];
  /** The connection is torn down after the last frame. */
  cut?: boolean;
  seen: Seen;
}

export interface WireScript {
  contentType: string;
  replies: Record<Scenario, Reply>;
}

/** Multi-byte characters in every answer. */
export const pieces = ['Hällo', ', 世', '界 🚀'];
export const wholeText = pieces.join('');
export const thought = 'Hmm, 思考';
export const json = '{"ok":true}';
export const city = { city: 'Oslo' };
export const argumentPieces = ['{"city":', '"Oslo"}'];
export const model = 'a-model';

export const sse = (data: unknown, event?: string): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** A refusal before the stream. */
export const refused = (status: number, body: unknown, errorClass: ErrorClass): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '3' } : {}) },
  frames: [JSON.stringify(body)],
  seen: { outcome: errorClass === 'rate_limit' ? 'rate_limited' : 'error', errorClass },
});
