import type { ScorerSpec, Suite } from '../../contract/suite.ts';
import { kindOf } from '../../score/prepare-scorer.ts';

/** Files and folders a scorer's program reads, as its options name them. */
function readBy(spec: ScorerSpec): string[] {
  if (kindOf(spec).needs !== 'sandbox') return [];
  const { file, readable } = spec.options;
  const listed: unknown[] = Array.isArray(readable) ? readable : [];
  return [file, ...listed].filter((path) => typeof path === 'string');
}

/** Those of all scorers of a suite, as written, each once. */
export function filesOfScorers({ cases }: Pick<Suite, 'cases'>): string[] {
  const specs = new Set(cases.flatMap(({ scorers }) => scorers));
  return [...new Set([...specs].flatMap(readBy))];
}
