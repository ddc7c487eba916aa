/** Which runs are listed, and where a list goes on. */
import type { RunStatus } from './run-status.ts';
import type { Run } from './run.ts';
import type { SampleSource } from './sample-source.ts';

export interface RunFilter {
  /** Begun at this instant or later (wall clock). */
  sinceMs?: number | undefined;
  /** Begun before it. */
  untilMs?: number | undefined;
  suiteName?: string | undefined;
  /** Has a target with this key, or with this text in its label, case-insensitively. */
  target?: string | undefined;
  status?: RunStatus | undefined;
  source?: SampleSource | undefined;
  project?: string | undefined;
  /** Each of its words is in the id, the suite, the project or the label of a target, case-insensitively. */
  search?: string | undefined;
}

/** Of a run in a list, newest first; runs of one instant by id. */
export interface RunPlace {
  startedAtMs: number;
  runId: string;
}

/** Newest first, 200 when nothing is said. */
export interface RunQuery extends RunFilter {
  limit?: number;
  /** Only runs that come later in the list. */
  after?: RunPlace | undefined;
}

export const searchWords = (search: string): string[] => search.split(/\s+/).filter(Boolean);

export const placeOf = ({ started_at_ms, run_id }: Pick<Run, 'started_at_ms' | 'run_id'>): RunPlace => ({
  startedAtMs: started_at_ms,
  runId: run_id,
});

/** Below 0: `a` comes first. */
export const comparePlaces = (a: RunPlace, b: RunPlace): number =>
  b.startedAtMs - a.startedAtMs || (a.runId === b.runId ? 0 : a.runId < b.runId ? 1 : -1);

/** A place as text, for addresses. It stays right while runs come and go. */
export const cursorOf = ({ startedAtMs, runId }: RunPlace): string => `${startedAtMs}_${runId}`;

/** `null`: it is no cursor. */
export function placeIn(cursor: string): RunPlace | null {
  const [, at = '', runId = ''] = /^(\d+(?:\.\d+)?)_(.+)$/.exec(cursor) ?? [];
  return runId === '' ? null : { startedAtMs: Number(at), runId };
}
