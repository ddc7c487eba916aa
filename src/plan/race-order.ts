import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Suite } from '../contract/suite.ts';

/** What a race judges as one: a case with its repeats, or a cluster of cases that belong together. Index of it per case. */
export function raceUnits(cases: Suite['cases'], order: readonly number[]): Map<number, number> {
  const names = new Map<string, number>();
  const units = new Map<number, number>();
  for (const index of order) {
    const { cluster, id } = cases[index] ?? { id: String(index) };
    const name = cluster === undefined ? `case ${id}` : `cluster ${cluster}`;
    if (!names.has(name)) names.set(name, names.size);
    units.set(index, names.get(name) as number);
  }
  return units;
}

/** The cases of a plan in the order in which a target first meets them. */
export const casesInOrder = (calls: readonly PlannedCall[]) => [
  ...new Set(calls.filter((call) => !call.isWarmup).map(({ caseIndex }) => caseIndex)),
];

/** The same calls, in the same order of cases, but all of a unit before the next: what is judged together ends together. */
export function raceOrder(plan: Plan): Plan {
  const lanes = plan.lanes.map((lane) => {
    const units = raceUnits(plan.suite.cases, casesInOrder(lane.calls));
    const placeOf = ({ isWarmup, caseIndex }: PlannedCall) => (isWarmup ? -1 : (units.get(caseIndex) ?? 0));
    return { ...lane, calls: lane.calls.toSorted((a, b) => placeOf(a) - placeOf(b)) };
  });
  return { ...plan, lanes };
}
