/** Targets split by who served them: which parts can be chosen at all, and how much of the suite a part stands for. */
import type { Check } from '../../contract/recommendation.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import { splitNames } from '../../contract/served-split.ts';
import type { TargetPart } from '../../contract/target-part.ts';

/** Of fewer the mean is mostly chance, and the best of many such parts is the luckiest. */
const minPartCases = 20;

export type PartObstacle = Pick<Check, 'status' | 'note'>;

/** `null`: nothing keeps it from being chosen, or it is all of its target. */
export function partObstacle(part: TargetPart | undefined): PartObstacle | null {
  if (!part || part.calls === part.whole_calls) return null;
  if (part.value === '')
    return { status: 'unknown', note: `the ${splitNames[part.by]} of these calls is not known` };
  return part.cases < minPartCases
    ? { status: 'missed', note: `${part.cases} cases; a part needs at least ${minPartCases}` }
    : null;
}

/** Calls of a target when all of the suite is run; of a part as many less as its target has in other parts. */
export function expectedCalls({ cases, repeats, targets }: ResultTable, target: number): number {
  const all = cases.length * repeats;
  const part = targets[target]?.part;
  return part && part.whole_calls > 0 ? (all * part.calls) / part.whole_calls : all;
}
