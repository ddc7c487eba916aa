/** What is changed of a suite that has been read. */
import { AssayError } from '../../contract/errors.ts';
import type { Suite, Target } from '../../contract/suite.ts';
import { targetNamed } from '../../decide/target-named.ts';
import { suiteHash } from '../../suite/suite-hash.ts';
import type { SuiteChanges } from './suite-source.ts';

const namesOf = ({ id, label, model, provider }: Target) => [label, model, `${provider}/${model}`, id];

const listed = (targets: readonly Target[]) => `Targets: ${targets.map(({ label }) => label).join(', ')}.`;

function withConcurrency(suite: Suite, concurrency: number): Suite {
  const targets = suite.targets.map((target) => {
    const { maxConcurrency: _, ...limits } = target.limits;
    return { ...target, limits: { ...limits, concurrency } };
  });
  return { ...suite, targets };
}

/** What does not depend on how the suite is written. */
export function changeSuite(suite: Suite, { baseline, concurrency, allowUnpriced }: SuiteChanges): Suite {
  const shared = concurrency === undefined ? suite : withConcurrency(suite, concurrency);
  return {
    ...shared,
    ...(allowUnpriced && { budget: { ...suite.budget, allowUnpriced: true } }),
    ...(baseline !== undefined && {
      baselineId: targetNamed(suite.targets, baseline, { where: 'the suite' }).id,
    }),
  };
}

/** A model with all its prompts is several targets. */
function chosenTargets(all: readonly Target[], names: readonly string[]): Target[] {
  const chosen = names.flatMap((name) => {
    const same = all.filter((target) => namesOf(target).includes(name));
    if (same.length > 0) return same;
    throw new AssayError('usage', `"${name}" is no target of the stored suite`, {
      remedy: `${listed(all)} To ask others, give the suite file itself.`,
    });
  });
  return [...new Set(chosen)];
}

function withTargets(suite: Suite, names: readonly string[]): Suite {
  const { baselineId, ...rest } = suite;
  const targets = chosenTargets(suite.targets, names);
  const isAsked = targets.some(({ id }) => id === baselineId);
  return { ...rest, targets, ...(isAsked && baselineId !== undefined && { baselineId }) };
}

/** All changes to a suite that is complete already, as it is stored with a run. Throws `usage` for what needs its file. */
export function changeStoredSuite(suite: Suite, changes: SuiteChanges): Suite {
  const { targets, repeats, limit, batch } = changes;
  if (batch && suite.targets.some((target) => !target.batch))
    throw new AssayError('usage', 'a stored suite is asked as it was: one by one', {
      remedy: 'Give the suite file itself to ask it in a batch.',
    });
  const chosen = targets && targets.length > 0 ? withTargets(suite, targets) : suite;
  const cases = suite.cases.slice(0, limit);
  const isCut = cases.length < suite.cases.length;
  return changeSuite(
    {
      ...chosen,
      ...(repeats !== undefined && { repeats }),
      ...(isCut && { cases, hash: suiteHash({ cases, prompts: suite.prompts }) }),
    },
    changes,
  );
}
