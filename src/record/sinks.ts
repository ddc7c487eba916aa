/** The sinks of every run, one beside the other: to add one is to write it and to name it where the conductor is made. */
import type { Board } from '../analyze/progress/board.ts';
import type { ExactTotals } from '../analyze/progress/exact-totals.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { SampleSink, SideEventSink } from '../contract/sink.ts';
import type { StoreWriter } from './store-writer.ts';

/** Hears nothing: what a sink leaves out. */
export const deafSink: Omit<SampleSink, 'name'> = {
  start: () => undefined,
  sample: () => undefined,
  retried: () => undefined,
  flush: () => undefined,
  end: () => undefined,
};

/** What is shown in the end, and what the client's health is judged by. */
export const boardSink = (board: Pick<Board, 'add' | 'addRetry'>): SampleSink => ({
  ...deafSink,
  name: 'the summary',
  sample: ({ sample }) => board.add(sample),
  retried: ({ retried }) => board.addRetry(retried),
});

/** What a list shows of the run. */
export const totalsSink = (totals: Pick<ExactTotals, 'add' | 'addRetry'>): SampleSink => ({
  ...deafSink,
  name: 'the listing',
  sample: ({ sample }) => totals.add(sample),
  retried: ({ retried }) => totals.addRetry(retried),
});

/** `isWhole`: of all of a run; that a part of it begins or ends is nobody's news. */
export const eventSink = (emit: EmitRunEvent, { isWhole }: { isWhole: boolean }): SideEventSink => ({
  ...deafSink,
  name: 'the live view',
  start: (run) => (isWhole ? emit({ type: 'run-start', run }) : undefined),
  sample: ({ sample }) => emit({ type: 'sample-end', sample }),
  retried: ({ retried, waitMs }) => emit({ type: 'attempt-retry', retried, waitMs }),
  sideEvent: (event) => emit(event),
  end: (run) => (isWhole ? emit({ type: 'run-end', run }) : undefined),
});

export const resultsSinkName = 'the database';

export const storeSink = (writer: StoreWriter): SampleSink => ({
  ...deafSink,
  name: resultsSinkName,
  sample: ({ sample, payload }) => writer.add({ sample, payload }),
  retried: ({ retried }) => writer.add({ retried }),
  flush: () => writer.flush(),
});
