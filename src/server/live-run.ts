import { SeenPlaces } from '../analyze/progress/seen-places.ts';
import { loadReport } from '../analyze/load/load-report.ts';
import { loadRowOf, type LoadRow } from '../analyze/load/load-row.ts';
import { withLaneChange } from '../analyze/progress/lane-records.ts';
import { withTrouble } from '../analyze/progress/with-trouble.ts';
import { nowMs, wallClockMs } from '../base/clock.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { LoadReport } from '../contract/load-report.ts';
import type { RunEvent } from '../contract/events.ts';
import type { Run } from '../contract/run.ts';
import type { RetriedAttempt, Sample } from '../contract/sample.ts';
import { EventLog } from './event-log.ts';
import type { RunBoard } from '../app/runs/run-board.ts';

/** Someone who follows a run. */
export interface Follower {
  /** Called with one or more whole server-sent events. */
  send(frames: string): void;
  /** `false` while earlier frames have not left: the next ones wait, and are then sent as one. */
  ready(): boolean;
  /** After the last frame. */
  end(): void;
}

export interface LiveRunOptions {
  /** Least time between two frames, ms. */
  tickMs: number;
  /** Rows kept for followers that come back; up to twice as many at times. */
  logSize: number;
  /** Between two frames that say how old the last event is. */
  pingMs: number;
  /** Id of the event before the first: not 0 when the beginning was not seen here. */
  firstId: number;
}

/** Making a summary takes at most this share of the time. */
const summaryShare = 0.1;

/** One run while it goes on: its board, its recent samples, and those who follow it. */
export class LiveRun {
  run: Run;
  ended = false;
  /** Someone asked for it to stop, and it runs in another process: that one is told with its next events. */
  stopAsked = false;
  /** Number of events so far. */
  count: number;
  readonly #board: RunBoard;
  readonly #log: EventLog;
  /** What the report of a run under load is made from. */
  readonly #loadRows: LoadRow[] | null;
  readonly #options: LiveRunOptions;
  /** Places that have their sample: one that is told again makes no second row. */
  readonly #targets: Map<string, { index: number; seen: SeenPlaces }>;
  /** Follower → id of the last event it has. */
  readonly #followers = new Map<Follower, number>();
  #timer: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;
  #lastTick = -Infinity;
  /** When the last event came, by `nowMs`. */
  #heardAt = nowMs();
  #summaryCost = 0;
  #summary: { at: number; value: RunSummary; json: string } | undefined;
  /** The frames sent last: most followers lack the same events, so they are made once. */
  #made: { since: number; at: number; text: string } | undefined;

  constructor(run: Run, board: RunBoard, options: LiveRunOptions) {
    this.run = run;
    this.count = options.firstId;
    this.#board = board;
    this.#loadRows = run.load ? [] : null;
    this.#options = options;
    this.#log = new EventLog(options.logSize, options.firstId);
    this.#targets = new Map(run.targets.map(({ id }, index) => [id, { index, seen: new SeenPlaces() }]));
  }

  get followers(): number {
    return this.#followers.size;
  }

  handle(event: RunEvent): void {
    if (this.ended) return;
    this.#heardAt = nowMs();
    this.count += 1;
    if (event.type === 'sample-end') this.#add(event.sample);
    else if (event.type === 'attempt-retry') this.#board.addRetry(event.retried);
    else if (event.type === 'lane-change') this.run = withLaneChange(this.run, event.target_id, event.change);
    else if (event.type === 'race-change') this.run = { ...this.run, race: event.race };
    else if (event.type === 'run-trouble') this.run = withTrouble(this.run, event.message);
    else if (event.type !== 'run-changed') {
      this.run = event.run;
      this.ended = event.type === 'run-end';
    }
    this.#schedule();
  }

  /** Stored before this run was followed here: counted, but no event. */
  seed(samples: Sample[], retried: RetriedAttempt[]): void {
    for (const sample of samples) this.#count(sample);
    for (const attempt of retried) this.#board.addRetry(attempt);
    const lastAt = Math.max(this.run.started_at_ms, ...samples.slice(-1).map((row) => row.started_at_ms));
    this.#heardAt = nowMs() - Math.max(0, wallClockMs() - lastAt);
  }

  /** Stored, and perhaps never told here: those that are new are events like any other. */
  takeMissed(samples: Sample[]): void {
    for (const sample of samples)
      if (!sample.is_warmup && !this.#has(sample)) this.handle({ type: 'sample-end', sample });
  }

  /** Time since the last event. */
  quietMs(): number {
    return nowMs() - this.#heardAt;
  }

  /** As of now; made once per event count. */
  summary(): RunSummary {
    return this.#summaryNow().value;
  }

  /** As of now, with the phase that is going on; `null` when the run is not under load. */
  loadReport(): LoadReport | null {
    return loadReport(this.run, this.#loadRows ?? [], wallClockMs());
  }

  /** Catches up from `since`, then follows; returns how to stop. `since` beyond what happened here asks for a reset. */
  follow(follower: Follower, since: number): () => void {
    this.#followers.set(follower, since > this.count ? -1 : since);
    this.#ping ??= setInterval(() => this.#sendPing(), this.#options.pingMs).unref();
    this.#send(follower);
    if (!this.ended && follower.ready()) follower.send(this.#pingFrame());
    return () => this.#leave(follower);
  }

  /** Sends each follower what it does not have yet. Called by the timer; public so that tests need not wait for it. */
  tick(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastTick = nowMs();
    for (const follower of this.#followers.keys()) this.#send(follower);
    if (this.#waiting()) this.#schedule();
  }

  /** `false`: it was counted before, or is a warm-up. */
  #count(sample: Sample): boolean {
    this.#board.add(sample);
    const isNew = !sample.is_warmup && this.#isNew(sample);
    if (isNew || sample.is_warmup) this.#loadRows?.push(loadRowOf(sample));
    return isNew;
  }

  #add(sample: Sample): void {
    if (!this.#count(sample)) return;
    const target = this.#targets.get(sample.target_id)?.index;
    const { case_index, repeat, outcome, quality, e2e_ms, ttft_ms, sample_id } = sample;
    this.#log.add(
      this.count,
      JSON.stringify([case_index, target, repeat, outcome, quality, e2e_ms, ttft_ms, sample_id]),
    );
  }

  #isNew({ target_id, case_index, repeat }: Sample): boolean {
    return this.#targets.get(target_id)?.seen.add(case_index * this.run.repeats + repeat) ?? false;
  }

  #has({ target_id, case_index, repeat }: Sample): boolean {
    return this.#targets.get(target_id)?.seen.has(case_index * this.run.repeats + repeat) ?? false;
  }

  #waiting(): boolean {
    for (const has of this.#followers.values()) if (has < this.count || this.ended) return true;
    return false;
  }

  #schedule(): void {
    if (this.#timer || this.#followers.size === 0) return;
    const pause = Math.max(this.#options.tickMs, this.#summaryCost / summaryShare);
    const wait = Math.max(0, this.#lastTick + pause - nowMs());
    this.#timer = setTimeout(() => this.tick(), wait).unref();
  }

  #summaryNow(): { value: RunSummary; json: string } {
    if (this.#summary?.at === this.count) return this.#summary;
    const before = nowMs();
    const value = this.#board.summary({ run: this.run, nowMs: wallClockMs() });
    this.#summary = { at: this.count, value, json: JSON.stringify(value) };
    this.#summaryCost = nowMs() - before;
    return this.#summary;
  }

  #send(follower: Follower): void {
    const has = this.#followers.get(follower);
    if (has === undefined || !follower.ready()) return;
    const frames = this.#frames(has);
    this.#followers.set(follower, this.count);
    if (frames !== '') follower.send(frames);
    if (!this.ended) return;
    this.#leave(follower);
    follower.end();
  }

  /** What a follower that has everything up to `since` is missing. */
  #frames(since: number): string {
    if (this.#made?.since === since && this.#made.at === this.count) return this.#made.text;
    const text = this.#makeFrames(since);
    this.#made = { since, at: this.count, text };
    return text;
  }

  #makeFrames(since: number): string {
    const rows = this.#log.after(since);
    const { json } = this.#summaryNow();
    let frames = '';
    if (rows === null) frames = frame('reset', this.count, '{}');
    else if (since < this.count)
      frames = frame('progress', this.count, `{"summary":${json},"samples":[${rows.join(',')}]}`);
    return this.ended ? `${frames}${frame('done', this.count, `{"summary":${json}}`)}` : frames;
  }

  #leave(follower: Follower): void {
    this.#followers.delete(follower);
    if (this.#followers.size > 0) return;
    clearTimeout(this.#timer);
    clearInterval(this.#ping);
    this.#timer = undefined;
    this.#ping = undefined;
  }

  #sendPing(): void {
    const ping = this.#pingFrame();
    for (const follower of this.#followers.keys()) if (follower.ready()) follower.send(ping);
  }

  #pingFrame(): string {
    return frame('ping', null, JSON.stringify({ quiet_ms: Math.round(this.quietMs()) }));
  }
}

/** One server-sent event. `data` is one line of JSON. */
export function frame(event: string, id: number | null, data: string): string {
  return `event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}
