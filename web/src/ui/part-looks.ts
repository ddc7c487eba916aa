import { cutLabels } from '../../../src/view/label-tails.ts';
import type { TargetLook } from '../../../src/view/target-look.ts';

interface Shown {
  id: string;
  label: string;
  part?: { of: string } | undefined;
}

/** Parts of a target have its colour and mark, and names that are cut apart; whole targets keep their looks. */
export function partLooks(
  targets: readonly Shown[],
  wholes: ReadonlyMap<string, TargetLook>,
): Map<string, TargetLook> {
  const cuts = cutLabels(targets.map(({ label }) => label));
  return new Map(
    targets.flatMap(({ id, part }, i) => {
      const look = wholes.get(part?.of ?? id);
      if (!look) return [];
      return [[id, part ? { ...look, ...(cuts[i] && { cut: cuts[i] }) } : look] as const];
    }),
  );
}
