/** What was written when, by the clock all processes share: the reference a client's measurements are compared with. */
import { createWriteStream } from 'node:fs';
import type { Fault, WireName } from './profile.ts';
import type { WireFrameKind } from './wires/wire.ts';

export interface TruthEntry {
  /** Counts up from 1 without gaps. */
  seq: number;
  requestId: string;
  /** The request's `x-request-tag`. */
  tag: string | null;
  model: string;
  wire: WireName;
  status: number;
  fault: Fault | null;
  /** Whether a right answer was meant; `null`: unknown prompt or no answer. */
  right: boolean | null;
  /** ms on the monotonic clock (`base/clock.ts`), like all instants here. */
  arrivedMs: number;
  /** Instant before each write. */
  writes: number[];
  /** When each write was due, `writes` in length. */
  due: number[];
  /** One letter a write: see `WireFrameKind`; `w` is a whole body. */
  kinds: string;
  /** End of the response, or of the connection. */
  closedMs: number | null;
  /** Whether the client left before the end. */
  aborted: boolean;
}

export type TruthKind = WireFrameKind | 'w';

export interface TruthLog {
  add(entry: Omit<TruthEntry, 'seq'>): void;
  /** Entries after `since`, oldest first; `dropped` says how many of them are no longer held. */
  read(since: number): { next: number; dropped: number; entries: TruthEntry[] };
  close(): Promise<void>;
}

/** Keeps the last `capacity` finished requests; `file` gets every one as a line of JSON. */
export function createTruthLog(options: { capacity?: number; file?: string } = {}): TruthLog {
  const capacity = options.capacity ?? 20_000;
  const ring: TruthEntry[] = [];
  let seq = 0;
  const stream = options.file === undefined ? null : createWriteStream(options.file, { flags: 'a' });
  return {
    add(entry) {
      seq += 1;
      const numbered = { seq, ...entry };
      ring[(seq - 1) % capacity] = numbered;
      stream?.write(`${JSON.stringify(numbered)}\n`);
    },
    read(since) {
      const first = Math.max(since + 1, seq - capacity + 1);
      const entries: TruthEntry[] = [];
      for (let n = first; n <= seq; n++) entries.push(ring[(n - 1) % capacity] as TruthEntry);
      return { next: seq, dropped: Math.max(0, first - since - 1), entries };
    },
    close: () => new Promise((resolve) => (stream ? stream.end(() => resolve()) : resolve())),
  };
}
