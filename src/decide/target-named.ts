import { nearSpelling } from '../base/near-spelling.ts';
import { AssayError } from '../contract/errors.ts';

interface Named {
  id: string;
  label: string;
  provider: string;
  model: string;
}

/** From what tells a target for certain to what several may share. */
const readings: ((target: Named) => string)[] = [
  ({ id }) => id,
  ({ label }) => label,
  ({ provider, model }) => `${provider}/${model}`,
  ({ model }) => model,
];

interface Place {
  /** Where it is looked for: `run 0190…`, `the suite`. */
  where: string;
  /** What else to try, a sentence. */
  hint?: string;
}

/** The target a person means by its id, label, `provider/model` or model. Throws `usage` for none, and for a name of several. */
export function targetNamed<Target extends Named>(
  targets: readonly Target[],
  name: string,
  { where, hint }: Place,
): Target {
  const found =
    readings
      .map((reading) => targets.filter((target) => reading(target) === name))
      .find((some) => some.length > 0) ?? [];
  if (found.length === 1) return found[0] as Target;
  const labels = (some: readonly Target[]) => some.map(({ label }) => label).join(', ');
  if (found.length > 1)
    throw new AssayError('usage', `${found.length} targets of ${where} are called "${name}"`, {
      remedy: `Give a label: ${labels(found)}.`,
    });
  const near = nearSpelling(
    name,
    targets.flatMap((target) => readings.slice(1).map((reading) => reading(target))),
  );
  throw new AssayError('usage', `there is no target "${name}" in ${where}`, {
    remedy: [
      ...(near === undefined ? [] : [`Did you mean "${near}"?`]),
      `Its targets: ${labels(targets)}.`,
      ...(hint === undefined ? [] : [hint]),
    ].join(' '),
  });
}
