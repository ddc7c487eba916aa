/** Folders of runs, and shared runs, that are past their time. */
import { loadRunHead, runDirectory, storedRuns } from '../../journal/run-directory.ts';
import { defaultProject } from '../../contract/sample-source.ts';
import { expiredBefore, keptDaysOf, type RetentionPolicy } from '../../contract/retention.ts';
import type { Run } from '../../contract/run.ts';
import type { AppContext } from '../context.ts';
import type { SharedRuns } from './find-runs.ts';

export interface ExpiredJournal {
  run_id: string;
  project: string;
  suite_name: string;
  /** When it ended. */
  ended_ms: number;
  until_ms: number;
}

function expiredJournal(run: Run, policy: RetentionPolicy, nowMs: number): ExpiredJournal | null {
  const { run_id, suite_name, project = defaultProject, ended_at_ms, started_at_ms, status } = run;
  if (status === 'running') return null;
  const until_ms = expiredBefore(keptDaysOf(policy, { project, suite: suite_name }).journals, nowMs);
  const ended_ms = ended_at_ms ?? started_at_ms;
  return until_ms === null || ended_ms >= until_ms
    ? null
    : { run_id, project, suite_name, ended_ms, until_ms };
}

/** Of runs that are among the results: without them, a journal is all there is. One that cannot be read is left to `assay doctor`. */
export async function expiredFolders(
  policy: RetentionPolicy,
  { dataDir, clock }: AppContext,
): Promise<ExpiredJournal[]> {
  const found: ExpiredJournal[] = [];
  for (const { runId } of await storedRuns(dataDir)) {
    const head = await loadRunHead(runDirectory(dataDir, runId)).catch(() => null);
    const expired = head && expiredJournal(head.run, policy, clock.wallClockMs());
    if (expired) found.push(expired);
  }
  return found;
}

export async function expiredShared(
  policy: RetentionPolicy,
  control: SharedRuns,
  { clock }: AppContext,
): Promise<ExpiredJournal[]> {
  const runs = (await control?.registry.runs()) ?? [];
  return runs.flatMap((run) => expiredJournal(run, policy, clock.wallClockMs()) ?? []);
}
