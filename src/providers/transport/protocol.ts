/** What lanes and the clock thread say to each other. Tuples, since thousands a second cross the thread boundary. */
import type { MessagePort } from 'node:worker_threads';

export interface WireRequest {
  id: number;
  origin: string;
  path: string;
  method: string;
  /** name, value, name, value … */
  headers: string[];
  body: string | Uint8Array | null;
  /** From the first try to connect to the last byte. */
  timeoutMs: number;
  /** More than so many bytes of body, as they come, end the request. */
  maxBodyBytes: number;
  /** The request leaves at this instant, or at once when that is past. */
  notBeforeMs: number;
}

/** How the connection of a request came up; instants in ms. `null`: a step that was not needed (no name to resolve) or not told. */
export interface ConnectionTimestamps {
  startedMs: number;
  /** The name was resolved. */
  resolvedMs: number | null;
  /** TCP was up; TLS, if any, begins here. */
  tcpMs: number | null;
  /** Ready to send. */
  connectedMs: number;
  secure: boolean;
}

/** `taken`: so many bytes of a request's answer are read; while too many are not, its socket is not read either. */
export type ToClock = ['request', WireRequest] | ['abort', id: number] | ['taken', id: number, bytes: number];

/** All instants in ms on the machine's monotonic clock. `sentMs` is `null` when nothing was handed to a socket. */
export type FromClock =
  | [
      'head',
      id: number,
      sentMs: number,
      connection: ConnectionTimestamps | null,
      headersMs: number,
      status: number,
      headers: string[],
    ]
  | ['data', id: number, atMs: number, length: number]
  | ['end', id: number, atMs: number]
  | [
      'fail',
      id: number,
      atMs: number,
      sentMs: number | null,
      connection: ConnectionTimestamps | null,
      code: string,
      message: string,
    ];

/** What one turn of the event loop brought: `bytes` holds those of all `data` messages, one after the other. */
export interface ClockBatch {
  messages: FromClock[];
  bytes: Uint8Array<ArrayBuffer>;
}

/** The thread's own lateness: what it could not have stamped on time. */
export interface ClockHealth {
  loopDelayP99Ms: number;
  loopDelayMaxMs: number;
  cpuShare: number;
}

/** `lane`: the port of a lane thread that has begun. */
export type FromMain = 'health' | 'ping' | 'close' | { lane: MessagePort };
