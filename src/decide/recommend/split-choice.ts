/** A choice among parts of targets, by who served their calls. */
import { sharedTable } from '../../analyze/table/shared-places.ts';
import { placesOf, splitTargets } from '../../analyze/table/split-targets.ts';
import type { SharedCut } from '../../contract/analysis.ts';
import type { TargetFacts } from '../../contract/recommendation.ts';
import type { ResultTable, TableTarget } from '../../contract/result-table.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
import type { ServedSplit } from '../../contract/served-split.ts';
import { targetNamed } from '../target-named.ts';

/** A run of which something is chosen, whole or split. */
export interface Choice {
  run: Run;
  table: ResultTable;
  facts: ReadonlyMap<string, TargetFacts>;
}

export interface SplitChoice extends Choice {
  by: ServedSplit;
  /** What was left out of a run that stopped early, before it was split. */
  shared: SharedCut | null;
}

/** The part of a target that had most of its calls. */
const mainPart = ({ targets }: ResultTable, wholeId: string): TableTarget | undefined => {
  const [first = -1] = placesOf(targets, wholeId);
  return targets[first];
};

/** Targets as parts of them; a baseline is its largest part. */
export function splitChoice({ run, table: whole, facts }: Choice, by: ServedSplit): SplitChoice {
  const { table: cut, shared } = sharedTable(run, whole);
  const table = splitTargets(cut, by);
  const known = new Map(run.targets.map((target) => [target.id, target]));
  const wholes = table.targets.map(({ id, part }) => ({ id, of: part?.of ?? id }));
  return {
    by,
    table,
    shared,
    run: {
      ...run,
      // nothing is left out a second time
      status: 'done',
      targets: wholes.map(({ id, of }, t) => ({
        ...(known.get(of) as RunTarget),
        id,
        label: table.targets[t]?.label ?? '',
      })),
      baseline_id: run.baseline_id === null ? null : (mainPart(table, run.baseline_id)?.id ?? null),
    },
    facts: new Map(
      wholes.flatMap(({ id, of }) => {
        const fact = facts.get(of);
        return fact ? [[id, fact] as const] : [];
      }),
    ),
  };
}

/** Id of the part that a baseline's name means: the part itself, or the largest of the target. Throws `usage` for none. */
export function baselinePart(name: string, { run }: Pick<Choice, 'run'>, { table }: SplitChoice): string {
  const exact = table.targets.find(({ id, label }) => id === name || label === name);
  if (exact) return exact.id;
  const { id } = targetNamed(run.targets, name, { where: 'this run' });
  return mainPart(table, id)?.id ?? id;
}
