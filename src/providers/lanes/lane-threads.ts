/** The clock thread and the lane threads over it. A lane that ends is replaced when the next call needs it; when the clock ends, all are. */
import { setFlagsFromString } from 'node:v8';
import { MessageChannel } from 'node:worker_threads';
import { siblingModule } from '../../base/sibling-module.ts';
import type { CallResult } from '../../contract/attempt.ts';
import type { Endpoint } from '../endpoint.ts';
import type { AddressRules } from '../transport/guarded-lookup.ts';
import { createOutbox } from '../transport/outbox.ts';
import type { ClockHealth, FromMain } from '../transport/protocol.ts';
import type { FromLane, ToLane } from './protocol.ts';
import { watchThread, type WatchedThread } from './watched-thread.ts';

/**
 * A fresh heap is allowed little at first, and what calls leave behind for a moment reaches that ten times a second: each time all
 * memory is gone over by threads that then stand in the way of stamps. With 40 MB that is once in some seconds; with more, what garbage holds
 * outside the heap grows as much again. Read by V8 when a thread's heap is made, so of threads made later too.
 */
setFlagsFromString('--initial-old-space-size=40');

/**
 * MB. What is in flight is garbage a moment later. The command keeps heaps small, with 2 MB for this: too little for 64 calls at once, of which
 * some live through every collection and are copied. Flags, since V8 takes them before the limits of a thread.
 */
for (const flag of ['--max-semi-space-size=8', '--min-semi-space-size=8']) setFlagsFromString(flag);

/** With a ceiling V8 collects sooner; without one it lets short-lived garbage grow by the size of the machine. */
const laneHeap = { maxOldGenerationSizeMb: 1024 };
/** A small young generation is collected often and quickly: nothing is stamped meanwhile. */
const clockHeap = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24 };

/** A package that takes longer to load than this will not be loaded. */
const loadWithinMs = 60_000;

/** A thread that does not answer for so long is stuck, and is ended. */
const answerWithinMs = 5000;

export interface LoadFailure {
  endpointId: string;
  message: string;
}

/** What every lane thread is given. */
export interface LaneData {
  /** Folder of attachments. */
  files: string | undefined;
  /** What no result may hold. */
  secrets: string[];
}

interface ThreadsOptions {
  endpoints: readonly (readonly [id: string, endpoint: Endpoint])[];
  data: LaneData;
  /** Whom the clock may ask. */
  rules: AddressRules;
  count: number;
  onResult(callId: string, result: CallResult): void;
  /** Its calls are lost. Without a lane: those of all. */
  onLost(message: string, lane?: number): void;
}

interface Lane {
  thread: WatchedThread<ToLane[]>;
  send(message: ToLane): void;
  ready: Promise<LoadFailure[]>;
  check(): void;
}

/** Asked whether it is there; ended when it does not say so. */
class Pulse {
  #timer: NodeJS.Timeout | null = null;

  check(ask: () => void, kill: (reason: string) => void): void {
    if (this.#timer) return;
    ask();
    this.#timer = setTimeout(() => kill(`it did not respond for ${answerWithinMs / 1000} s`), answerWithinMs);
    this.#timer.unref();
  }

  isThere(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

export class LaneThreads {
  readonly #options: ThreadsOptions;
  readonly #lanes: (Lane | null)[];
  #clock: { thread: WatchedThread<FromMain>; pulse: Pulse } | null = null;
  readonly #asking: ((health: ClockHealth) => void)[] = [];
  #isClosed = false;

  constructor(options: ThreadsOptions) {
    this.#options = options;
    this.#lanes = Array.from({ length: options.count }, () => null);
  }

  /** Starts what is not running. Gives the endpoints that could not be loaded; rejects when a thread ended over it. */
  async ready(): Promise<LoadFailure[]> {
    const lanes = this.#lanes.map((_, i) => this.#laneAt(i).ready);
    return (await Promise.all(lanes)).flat();
  }

  send(lane: number, message: ToLane): void {
    this.#laneAt(lane).send(message);
  }

  /** Is the lane there, and the clock? */
  check(lane: number): void {
    this.#lanes[lane]?.check();
    const clock = this.#clock;
    clock?.pulse.check(
      () => clock.thread.send('ping'),
      (reason) => clock.thread.kill(reason),
    );
  }

  health(): Promise<ClockHealth> {
    if (this.#isClosed) return Promise.reject(new Error('the threads were closed'));
    return new Promise((resolve) => {
      this.#asking.push(resolve);
      this.#openClock().thread.send('health');
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const lanes = this.#lanes.map((lane) => lane?.thread.end([['close']]));
    await Promise.all([...lanes, this.#clock?.thread.end('close')]);
    this.#lanes.fill(null);
    this.#clock = null;
  }

  #openClock() {
    if (this.#clock) return this.#clock;
    const pulse = new Pulse();
    const thread = watchThread<FromMain, ClockHealth | 'pong'>(
      siblingModule(import.meta.url, '../transport/clock-thread'),
      { name: 'clock', resourceLimits: clockHeap, workerData: { rules: this.#options.rules } },
      {
        onMessage: (reply) => {
          pulse.isThere();
          if (reply !== 'pong') this.#asking.shift()?.(reply);
        },
        onEnd: (reason) => {
          pulse.isThere();
          this.#clockEnded(reason);
        },
      },
    );
    return (this.#clock = { thread, pulse });
  }

  /** The lanes have nobody to send through: they end with it. */
  #clockEnded(reason: string): void {
    this.#clock = null;
    for (const lane of this.#lanes) void lane?.thread.end([['close']]);
    this.#lanes.fill(null);
    this.#options.onLost(`the thread that owns the connections ended: ${reason}`);
    // who asked for its health is answered by the next one
    for (const _ of this.#asking) this.#openClock().thread.send('health');
  }

  #laneAt(index: number): Lane {
    return (this.#lanes[index] ??= this.#openLane(index));
  }

  #openLane(index: number): Lane {
    const { port1, port2 } = new MessageChannel();
    const ready = Promise.withResolvers<LoadFailure[]>();
    // nobody may wait: a lane that replaces another is used at once
    ready.promise.catch(() => undefined);
    const pulse = new Pulse();
    const thread = watchThread<ToLane[], FromLane[]>(
      siblingModule(import.meta.url, 'lane-thread'),
      {
        name: 'lane',
        workerData: { clock: port2, ...this.#options.data },
        resourceLimits: laneHeap,
        transferList: [port2],
      },
      {
        onMessage: (batch) => {
          pulse.isThere();
          for (const message of batch) {
            if (message[0] === 'ready') ready.resolve(message[1]);
            else if (message[0] === 'result') this.#options.onResult(message[1], message[2]);
          }
        },
        onEnd: (reason) => {
          pulse.isThere();
          const message = `the thread that reads the answers ended: ${reason}`;
          ready.reject(new Error(message));
          this.#lanes[index] = null;
          this.#options.onLost(message, index);
        },
      },
    );
    this.#openClock().thread.send({ lane: port1 }, [port1]);
    const send = createOutbox<ToLane>((batch) => thread.send(batch));
    for (const [id, endpoint] of this.#options.endpoints) send(['endpoint', id, endpoint]);
    send(['prepare']);
    const tooLong = setTimeout(
      () => thread.kill(`its packages were not loaded in ${loadWithinMs / 1000} s`),
      loadWithinMs,
    ).unref();
    ready.promise.then(
      () => clearTimeout(tooLong),
      () => clearTimeout(tooLong),
    );
    const check = () => pulse.check(() => send(['ping']), thread.kill);
    return { thread, send, ready: ready.promise, check };
  }
}
