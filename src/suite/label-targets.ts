import type { Parameters, Target, TargetEntry } from '../contract/suite.ts';
import type { Located } from './draft.ts';
import type { Report } from './source.ts';

export interface LocatedTarget extends Located<TargetEntry> {
  target: Target;
}

const grouped = (targets: LocatedTarget[]) =>
  Object.values(Object.groupBy(targets, (t) => t.target.label)) as LocatedTarget[][];

const relabelled = (located: LocatedTarget, suffix: string): LocatedTarget => ({
  ...located,
  target: { ...located.target, label: `${located.target.label} (${suffix})` } satisfies Target,
});

/** The parameters in which the targets of a group differ, e.g. `temperature=0.2`. */
function difference(located: LocatedTarget, group: LocatedTarget[]): string {
  const names = [...new Set(group.flatMap((t) => Object.keys(t.target.parameters)))] as (keyof Parameters)[];
  return names
    .filter((name) => new Set(group.map((t) => JSON.stringify(t.target.parameters[name]))).size > 1)
    .map((name) => `${name}=${JSON.stringify(located.target.parameters[name]) ?? 'default'}`)
    .join(', ');
}

/** Applies one way of telling apart to every label that is still shared. */
function distinguish(
  targets: LocatedTarget[],
  suffix: (located: LocatedTarget, group: LocatedTarget[]) => string,
): LocatedTarget[] {
  const shared = new Map(
    grouped(targets)
      .filter((g) => g.length > 1)
      .flatMap((g) => g.map((t) => [t, g] as const)),
  );
  return targets.map((located) => {
    const group = shared.get(located);
    const text = group ? suffix(located, group) : '';
    return text === '' ? located : relabelled(located, text);
  });
}

/** What is still shared gets a number, with which it is no other's label either. */
function numbered(targets: LocatedTarget[]): LocatedTarget[] {
  const taken = new Set(targets.map(({ target }) => target.label));
  return distinguish(targets, ({ target: { label } }) => {
    let number = 1;
    while (taken.has(`${label} (${number})`)) number++;
    taken.add(`${label} (${number})`);
    return String(number);
  });
}

/** Two entries given the same label by hand are a mistake, not something to repair. */
function reportGivenTwice(targets: LocatedTarget[], report: Report): void {
  const first = new Map<string, LocatedTarget>();
  for (const located of targets) {
    const label = typeof located.value === 'string' ? undefined : located.value.label;
    if (label === undefined) continue;
    const before = first.get(label);
    if (before && before.value !== located.value) {
      report({
        message: `Two targets have the label "${label}".`,
        ...located.source.place(['label']),
        expected: 'a different label',
      });
    } else first.set(label, located);
  }
}

/** Labels that occur once: shared ones get the prompt, then the parameters that differ, then a number. */
export function uniqueLabels(targets: LocatedTarget[], report: Report): LocatedTarget[] {
  reportGivenTwice(targets, report);
  const byPrompt = distinguish(targets, (t, group) =>
    new Set(group.map((g) => g.target.promptId)).size > 1 ? t.target.promptId : '',
  );
  const byParameters = distinguish(byPrompt, difference);
  return numbered(byParameters);
}
