import type { RoutePolicy } from '../contract/route.ts';
import type { Run, RunTarget } from '../contract/run.ts';

export function targetIn(run: Pick<Run, 'targets'>, id: string): RunTarget {
  const found = run.targets.find((target) => target.id === id);
  if (!found) throw new Error(`the policy names ${id}, which the run does not have`);
  return found;
}

/** The names a category is asked by: one model name per category, `default` for the rest. */
export const namesOf = ({ categories, fallback }: RoutePolicy): [string, string][] => [
  ...Object.entries(categories).filter(([category]) => category !== ''),
  ['default', fallback],
];
