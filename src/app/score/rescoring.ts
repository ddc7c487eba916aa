/** The record of a run's rescorings: what it says of scorers that were given before, and the line that this one adds. */
import type { Rescoring, Run } from '../../contract/run.ts';
import type { Case, ScorerSpec } from '../../contract/suite.ts';
import type { Rescored } from './score-run.ts';

/** Which scorers were added to what the run began with, and how much each counts. */
export interface EarlierScorers {
  added: ReadonlySet<string>;
  weights: ReadonlyMap<string, number>;
}

export function earlierScorers({ rescored = [] }: Run): EarlierScorers {
  const added = rescored.flatMap((line) => line.added ?? (line.suite_path === null ? line.scorers : []));
  const weights = rescored.flatMap((line) => line.weights ?? []);
  return {
    added: new Set(added),
    weights: new Map(weights.map(({ name, weight }) => [name, weight])),
  };
}

interface Given {
  cases: readonly Case[];
  further: readonly ScorerSpec[];
  before: EarlierScorers;
  suitePath: string | null;
  atMs: number;
}

/** Names all scorers whose scores the answers have now. */
export function rescoringOf({ scored, changed }: Rescored, given: Given): Rescoring {
  const { cases, further, before, suitePath, atMs } = given;
  const lists = new Set(cases.map((testCase) => testCase.scorers));
  const specs = [...lists].flat();
  const weighed = new Map(
    specs.filter(({ weight }) => weight !== 1).map(({ name, weight }) => [name, weight]),
  );
  return {
    at_ms: atMs,
    scorers: [...new Set([...specs.map(({ name }) => name), ...before.added])],
    added: further.map(({ name }) => name),
    ...(weighed.size > 0 && { weights: [...weighed].map(([name, weight]) => ({ name, weight })) }),
    suite_path: suitePath,
    scored,
    changed,
  };
}

/** Further scorers beside those a case has; cases that shared a list share the longer one. */
export function withFurther(cases: Case[], further: readonly ScorerSpec[]): Case[] {
  if (further.length === 0) return cases;
  const names = new Set(further.map((spec) => spec.name));
  const longer = new Map<ScorerSpec[], ScorerSpec[]>();
  return cases.map((testCase) => {
    const { scorers } = testCase;
    const list = longer.get(scorers) ?? [...scorers.filter((spec) => !names.has(spec.name)), ...further];
    longer.set(scorers, list);
    return { ...testCase, scorers: list };
  });
}
