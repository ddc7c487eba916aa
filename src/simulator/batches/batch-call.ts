import type { IncomingMessage } from 'node:http';

export interface BatchCall {
  method: string;
  /** After the wire's own beginning. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** The key that was sent. */
  key: string | null;
  /** Of the simulator, without a slash at its end. */
  base: string;
}

export type BatchReply = { status: number } & ({ body: unknown } | { text: string });
