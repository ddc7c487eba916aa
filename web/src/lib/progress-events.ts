/** Live events of a run: which to take, which were seen already. Pure; `use-run-live.ts` does the listening. */
import type { RunSummary } from '../../../src/contract/analysis.ts';
import type { Outcome } from '../../../src/contract/outcome.ts';
import type { RunDetail } from '../../../src/contract/run-listing.ts';

/** A settled sample as it is sent live: case index, target index, repeat, outcome, quality, e2e ms, TTFT ms, sample id. */
export type LiveSample = [
  number,
  number,
  number,
  Outcome,
  number | null,
  number | null,
  number | null,
  string,
];

export interface ProgressEvent {
  summary: RunSummary;
  samples: LiveSample[];
}

/**
 * The run as it is after an event. An event with an id no higher than the last one taken changes nothing (the same object comes back),
 * so a reconnection that sends something twice does no harm. The end is always taken: nothing comes after it, and it may have no id.
 */
export function applyEvent(detail: RunDetail, id: number, summary: RunSummary, isEnd: boolean): RunDetail {
  if (!isEnd && id <= detail.last_event_id) return detail;
  return { run: summary.run, summary, last_event_id: Math.max(id, detail.last_event_id), live: !isEnd };
}

/** Indices of the cases an event touched. */
export function touchedCases(samples: LiveSample[]): Set<number> {
  return new Set(samples.map(([caseIndex]) => caseIndex));
}
