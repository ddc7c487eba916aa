/** The one place that reads time. */

/**
 * Monotonic time in ms with sub-µs steps. All threads of all processes of one machine share its origin (CLOCK_MONOTONIC
 * on Linux), so stamps from the clock thread, the lanes and the simulator compare directly.
 */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Wall-clock time in ms since the epoch: for dates, never for durations. */
export function wallClockMs(): number {
  return Date.now();
}

/** A longer timer fires at once: Node keeps its time in 31 bits. */
export const longestTimerMs = 2 ** 31 - 1;
