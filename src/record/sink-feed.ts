/**
 * Feeds sinks. Each has a queue of its own: one that is slow holds up no other, and not the run; beyond `maxQueued` what it would have to hear
 * is dropped, and counted. What a sink throws is caught, and counts as dropped.
 */
import type { Run } from '../contract/run.ts';
import type {
  HeardRetry,
  HeardSample,
  Hearing,
  SampleSink,
  SideEvent,
  SideEventSink,
} from '../contract/sink.ts';

export interface SinkReport {
  name: string;
  /** Samples, retried attempts and events that it did not hear. */
  dropped: number;
  /** What went wrong first; `null`: nothing. */
  error: Error | null;
}

export interface SinkFeedOptions {
  /** Told when a sink misses something for the first time. */
  missed?: (report: SinkReport) => void;
  /** Deliveries that wait for one sink. */
  maxQueued?: number;
  /** How long `flush` and `end` wait for a sink that does not finish, ms. */
  patienceMs?: number;
}

const hearsSideEvents = (sink: SampleSink): sink is SideEventSink => 'sideEvent' in sink;

/** One sink with what it has still to hear. */
class FedSink {
  readonly sink: SampleSink;
  readonly report: SinkReport;
  readonly #options: SinkFeedOptions;
  readonly #queue: (() => Hearing)[] = [];
  #isBusy = false;
  #idle = Promise.withResolvers<void>();

  constructor(sink: SampleSink, options: SinkFeedOptions) {
    this.sink = sink;
    this.report = { name: sink.name, dropped: 0, error: null };
    this.#options = options;
  }

  hear(deliver: () => Hearing): void {
    if (!this.#isBusy) {
      const heard = this.#hearing(deliver);
      if (heard) void this.#wait(heard);
    } else if (this.#queue.length < (this.#options.maxQueued ?? 10_000)) this.#queue.push(deliver);
    else this.#miss(new Error('it is too slow'));
  }

  /** After all that waits; gives up a sink that does not finish. */
  async finish(last: () => Hearing): Promise<void> {
    const { patienceMs = 120_000 } = this.#options;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(
      () => late.reject(new Error(`it did not finish within ${patienceMs} ms`)),
      patienceMs,
    );
    try {
      if (this.#isBusy) await Promise.race([this.#idle.promise, late.promise]);
      await Promise.race([(async () => last())(), late.promise]);
    } catch (error) {
      this.#fail(error as Error);
    } finally {
      clearTimeout(timer);
    }
  }

  #hearing(deliver: () => Hearing): Hearing {
    try {
      const heard = deliver();
      return heard instanceof Promise ? heard : undefined;
    } catch (error) {
      this.#miss(error as Error);
      return undefined;
    }
  }

  /** One after the other, until nothing waits. */
  async #wait(first: Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.#idle = Promise.withResolvers();
    let heard: Hearing = first;
    for (;;) {
      if (heard) await heard.catch((error: unknown) => this.#miss(error as Error));
      const next = this.#queue.shift();
      if (!next) break;
      heard = this.#hearing(next);
    }
    this.#isBusy = false;
    this.#idle.resolve();
  }

  #miss(error: Error): void {
    this.report.dropped++;
    this.#fail(error);
  }

  #fail(error: Error): void {
    const isFirst = this.report.error === null;
    this.report.error ??= error;
    if (isFirst) this.#options.missed?.({ ...this.report });
  }
}

/** What the run tells: nothing here waits, throws or rejects. */
export class SinkFeed {
  readonly #fed: FedSink[];

  constructor(sinks: readonly SampleSink[], options: SinkFeedOptions = {}) {
    this.#fed = sinks.map((sink) => new FedSink(sink, options));
  }

  start(run: Run): void {
    for (const fed of this.#fed) fed.hear(() => fed.sink.start(run));
  }

  sample(heard: HeardSample): void {
    for (const fed of this.#fed) fed.hear(() => fed.sink.sample(heard));
  }

  retried(heard: HeardRetry): void {
    for (const fed of this.#fed) fed.hear(() => fed.sink.retried(heard));
  }

  sideEvent(event: SideEvent): void {
    for (const fed of this.#fed) {
      const { sink } = fed;
      if (hearsSideEvents(sink)) fed.hear(() => sink.sideEvent(event));
    }
  }

  /** Each with what it missed so far. */
  async flush(): Promise<SinkReport[]> {
    await Promise.all(this.#fed.map((fed) => fed.finish(() => fed.sink.flush())));
    return this.reports();
  }

  async end(run: Run): Promise<SinkReport[]> {
    await Promise.all(this.#fed.map((fed) => fed.finish(() => fed.sink.end(run))));
    return this.reports();
  }

  reports(): SinkReport[] {
    return this.#fed.map(({ report }) => ({ ...report }));
  }
}
