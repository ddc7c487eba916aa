import { sourceOf } from '../../contract/source-of.ts';
import { defaultProject } from '../../contract/sample-source.ts';
import { comparePlaces, placeOf, searchWords, type RunQuery } from '../../contract/run-query.ts';
import type { Run } from '../../contract/run.ts';
import { targetKey } from '../../contract/target-key.ts';

const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

/** Whether a run is one of those asked for, by the rules of the database. */
export function isAskedRun(run: Run, query: RunQuery): boolean {
  const { sinceMs = -Infinity, untilMs = Infinity, suiteName, target, status, source, project } = query;
  const ownProject = run.project ?? defaultProject;
  const texts = [run.suite_name, run.run_id, ownProject, ...run.targets.map(({ label }) => label)];
  return (
    run.started_at_ms >= sinceMs &&
    run.started_at_ms < untilMs &&
    (suiteName === undefined || run.suite_name === suiteName) &&
    (target === undefined ||
      run.targets.some((each) => targetKey(each) === target || has(each.label, target))) &&
    (status === undefined || run.status === status) &&
    (source === undefined || sourceOf(run) === source) &&
    (project === undefined || ownProject === project) &&
    searchWords(query.search ?? '').every((word) => texts.some((text) => has(text, word))) &&
    (!query.after || comparePlaces(query.after, placeOf(run)) < 0)
  );
}
