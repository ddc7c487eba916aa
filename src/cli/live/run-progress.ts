import { createBoard, type Board } from '../../analyze/progress/board.ts';
import { withLaneChange } from '../../analyze/progress/lane-records.ts';
import { withTrouble } from '../../analyze/progress/with-trouble.ts';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { RunEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import { withFrontier } from '../../decide/with-frontier.ts';

/** The state of one run, kept from its events. */
export class RunProgress {
  #board: Board | null = null;
  /** As last told. */
  #run: Run | undefined;
  #startedMs = nowMs();

  handle(event: RunEvent): void {
    if (event.type === 'run-start') {
      this.#board = createBoard(event.run);
      this.#run = event.run;
      this.#startedMs = nowMs();
    } else if (event.type === 'sample-end') this.#board?.add(event.sample);
    else if (event.type === 'attempt-retry') this.#board?.addRetry(event.retried);
    else if (event.type === 'lane-change') {
      if (this.#run) this.#run = withLaneChange(this.#run, event.target_id, event.change);
    } else if (event.type === 'race-change') {
      if (this.#run) this.#run = { ...this.#run, race: event.race };
    } else if (event.type === 'run-trouble') {
      if (this.#run) this.#run = withTrouble(this.#run, event.message);
    } else if (event.type !== 'run-changed') this.#run = event.run;
  }

  /** Completed samples of those planned; `null` before the run began. Costs nothing, unlike a summary. */
  get extent(): { done: number; planned: number } | null {
    if (!this.#board) return null;
    const planned = this.#run?.targets.reduce((sum, target) => sum + target.planned, 0) ?? 0;
    return { done: this.#board.done, planned };
  }

  /** Seconds since the run began. */
  get elapsedS(): number {
    return (nowMs() - this.#startedMs) / 1000;
  }

  /** `null` before the run began. */
  summary(): RunSummary | null {
    if (!this.#board) return null;
    const run = this.#run;
    return withFrontier(this.#board.summary({ nowMs: wallClockMs(), ...(run && { run }) }));
  }
}
