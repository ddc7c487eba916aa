import { stableId } from '../base/id.ts';
import type { ScorerKind, ScorerMark } from '../contract/score.ts';
import type { ScorerSpec } from '../contract/suite.ts';
import { isObject } from './deep-match.ts';

const inOrder = (_key: string, value: unknown) =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
    : value;

/** How fast a judge is asked is nothing to what it says. */
function shapingOptions({ options }: ScorerSpec, { needs }: Pick<ScorerKind, 'needs'>): unknown {
  if (needs !== 'judge') return options;
  const { limits: _, ...others } = options;
  return others;
}

/** Name and weight are left out: they do not change a score. */
export function scorerMark(spec: ScorerSpec, kind: Pick<ScorerKind, 'version' | 'needs'>): ScorerMark {
  const shaping = JSON.stringify([shapingOptions(spec, kind), spec.threshold, spec.not], inOrder);
  return {
    type: spec.type,
    version: kind.version ?? 1,
    optionsHash: stableId('scorer', spec.type, shaping),
  };
}
