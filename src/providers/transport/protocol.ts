/** What lanes and the clock thread say to each other. Tuples, since thousands a second cross the thread boundary. */

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
}

export type ToClock = ['request', WireRequest] | ['abort', number];

/** All instants in ms on the machine's monotonic clock. `sentMs` is `null` when nothing was handed to a socket. */
export type FromClock =
  | [
      'head',
      id: number,
      sentMs: number,
      connectedMs: number | null,
      headersMs: number,
      status: number,
      headers: string[],
    ]
  | ['data', id: number, atMs: number, bytes: Uint8Array]
  | ['end', id: number, atMs: number]
  | [
      'fail',
      id: number,
      atMs: number,
      sentMs: number | null,
      connectedMs: number | null,
      code: string,
      message: string,
    ];

/** The thread's own lateness: what it could not have stamped on time. */
export interface ClockHealth {
  loopDelayP99Ms: number;
  loopDelayMaxMs: number;
  cpuShare: number;
}
