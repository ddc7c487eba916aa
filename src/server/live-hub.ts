import { wallClockMs } from '../base/clock.ts';
import type { RunEvent } from '../contract/events.ts';
import { runIdOf } from '../contract/run-id-of.ts';
import type { Run } from '../contract/run.ts';
import type { RetriedAttempt, Sample } from '../contract/sample.ts';
import { LiveRun, type LiveRunOptions } from './live-run.ts';
import { runBoard } from '../app/runs/run-board.ts';

/** Ended runs that are kept, so that a page which lost its connection near the end still catches up. */
const endedKept = 3;

/** The runs that go on now, in this process or in another one that sends its events here. */
export class LiveHub {
  readonly #options: Omit<LiveRunOptions, 'firstId'>;
  readonly #runs = new Map<string, LiveRun>();

  constructor(options: Partial<Omit<LiveRunOptions, 'firstId'>> = {}) {
    this.#options = { tickMs: 250, logSize: 20_000, pingMs: 5000, ...options };
  }

  readonly #changed = new Set<(runId: string) => void>();

  /** Calls back when stored rows of a run were changed after its end. */
  onRunChanged(listener: (runId: string) => void): void {
    this.#changed.add(listener);
  }

  /** Events of a run that was never started or adopted here are left out. */
  readonly handle = (event: RunEvent): void => {
    if (event.type === 'run-changed') {
      for (const changed of this.#changed) changed(event.run_id);
      // what is kept of it for followers who come late is out of date, too
      if (this.#runs.get(event.run_id)?.ended) this.#runs.delete(event.run_id);
      return;
    }
    // One that is followed already has readers, who would be left behind.
    if (event.type === 'run-start' && (this.#runs.get(event.run.run_id)?.ended ?? true))
      this.#open(event.run, 0);
    const live = this.#runs.get(runIdOf(event));
    live?.handle(event);
    if (event.type === 'run-end') this.#forgetEnded();
  };

  /** Rows of these runs were deleted: what this process knows of them is out of date. */
  handleDeleted(runIds: readonly string[]): void {
    for (const run_id of runIds) this.handle({ type: 'run-changed', run_id, change: 'deleted' });
  }

  /**
   * Takes up a run whose beginning was not seen here, e.g. by a server that was started again. Its ids begin at the wall clock,
   * above all ids given before, so that a page which was following is told to load anew.
   */
  adopt(run: Run, samples: Sample[], retried: RetriedAttempt[] = []): void {
    this.#open(run, wallClockMs()).seed(samples, retried);
  }

  /** Those that have not ended. */
  goingOn(): LiveRun[] {
    return [...this.#runs.values()].filter(({ ended }) => !ended);
  }

  get(runId: string): LiveRun | undefined {
    return this.#runs.get(runId);
  }

  #open(run: Run, firstId: number): LiveRun {
    const live = new LiveRun(run, runBoard(run), { ...this.#options, firstId });
    this.#runs.set(run.run_id, live);
    return live;
  }

  #forgetEnded(): void {
    const ended = [...this.#runs].filter(([, live]) => live.ended);
    for (const [runId] of ended.slice(0, -endedKept)) this.#runs.delete(runId);
  }
}
