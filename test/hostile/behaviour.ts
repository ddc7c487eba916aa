import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorClass } from '../../src/contract/outcome.ts';

/** What a well-behaved server of the wire would answer. */
export interface GoodAnswer {
  contentType: string;
  frames: Buffer[];
  body: Buffer;
}

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  good: GoodAnswer;
}

export interface Behaviour {
  name: string;
  /** What may come of it: `ok`, or one of the classes. */
  ends: readonly ('ok' | ErrorClass)[];
  play(exchange: Exchange): void | Promise<void>;
}

/** Begins an answer as it should begin. */
export function begin({ response, good }: Exchange, headers: Record<string, string> = {}): ServerResponse {
  return response.writeHead(200, { 'content-type': good.contentType, ...headers });
}

/** Writes as fast as it is read, without end. */
export async function forever({ response }: Exchange, piece: Buffer | (() => Buffer)): Promise<void> {
  while (!response.destroyed) {
    const goesOn = response.write(typeof piece === 'function' ? piece() : piece);
    if (!goesOn) await drained(response);
  }
}

/** `close` may come instead. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });

/** A piece now and then, without end. */
export async function drip(
  { response }: Exchange,
  bytes: Iterable<Uint8Array>,
  pauseMs: number,
): Promise<void> {
  for (const piece of bytes) {
    if (response.destroyed) return;
    response.write(piece);
    await sleep(pauseMs);
  }
}

/** Over the bare socket: what `node:http` would not send. */
export const raw = ({ socket }: Exchange, text: string | Buffer): boolean => socket.write(text);
