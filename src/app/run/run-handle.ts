/** A run that goes on, for whoever started it. */
import { z } from 'zod';
import type { RunSummary } from '../../contract/analysis.ts';
import type { EmitRunEvent, RunEvent } from '../../contract/events.ts';
import { functionOf } from '../function-of.ts';

/** What ends a run early; once asked, it stays asked. */
export class StopSwitch {
  readonly #stop = new AbortController();
  readonly #kill = new AbortController();

  /** Aborted once someone has asked the run to stop, whoever it was. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  get killing(): AbortSignal {
    return this.#kill.signal;
  }

  /** What is in flight is finished, and all is kept. */
  readonly stop = (): void => this.#stop.abort();

  /** What is in flight is given up, too. */
  readonly kill = (): void => {
    this.#stop.abort();
    this.#kill.abort();
  };
}

/** Passes events on to whoever listens when they come. */
export class EventFan {
  readonly #listeners = new Set<EmitRunEvent>();
  readonly #ended = new Set<() => void>();
  #isOver = false;

  readonly emit = (event: RunEvent): void => {
    for (const listener of this.#listeners) listener(event);
  };

  subscribe(listener: EmitRunEvent): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** No event comes after this. */
  end(): void {
    this.#isOver = true;
    for (const ended of this.#ended) ended();
  }

  /** Each loop gets what comes from its beginning on; what a slow one has not taken waits. */
  async *[Symbol.asyncIterator](): AsyncGenerator<RunEvent, void> {
    const waiting: RunEvent[] = [];
    let wake: (() => void) | undefined;
    const ended = () => wake?.();
    const leave = this.subscribe((event) => {
      waiting.push(event);
      wake?.();
    });
    this.#ended.add(ended);
    try {
      for (;;) {
        yield* waiting.splice(0);
        if (waiting.length > 0) continue;
        if (this.#isOver) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      leave();
      this.#ended.delete(ended);
    }
  }
}

const isLoop = (value: unknown) =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

export const runHandleSchema = z.object({
  runId: z.string(),
  events: z.custom<AsyncIterable<RunEvent>>(isLoop).describe('loops end with the run'),
  subscribe: functionOf<(listener: EmitRunEvent) => () => void>().describe(
    'passes every event to the listener, and gives how to end that; who subscribes, or begins to loop, at once misses none',
  ),
  stopping: z
    .instanceof(AbortSignal)
    .describe('aborted once someone has asked the run to stop, whoever it was'),
  stop: functionOf<() => void>().describe('finishes the calls in flight; the run can be resumed'),
  kill: functionOf<() => void>().describe('abandons the calls in flight, too'),
  result: z
    .custom<Promise<RunSummary>>((value) => value instanceof Promise)
    .describe('the summary as the run ended, stopped early or not; rejects only when it could not be kept'),
});
export type RunHandle = z.infer<typeof runHandleSchema>;
