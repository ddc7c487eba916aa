/** Rubrics that judges of a run go by, as people are asked them: the same question, the same levels. */
import { AssayError } from '../contract/errors.ts';
import type { Case, ScorerSpec } from '../contract/suite.ts';
import { defaultLevels, defaultRubric } from '../score/kinds/rubric.ts';
import { levelsOf, yesNo, type Choices } from './choices.ts';

export interface Rubric {
  /** Of the scorer; labels have it as their criterion. */
  name: string;
  /** What counts. */
  question: string;
  choices: Choices;
}

function rubricOf({ type, name, options }: ScorerSpec): Rubric | null {
  const criterion = options['criterion'] as string | undefined;
  if (type === 'closed-qa') return { name, question: criterion ?? name, choices: yesNo };
  if (type !== 'rubric') return null;
  const levels = (options['levels'] as Record<string, string> | undefined) ?? defaultLevels;
  const choices = levelsOf(Object.entries(levels).map(([level, meaning]) => `${level}: ${meaning}`));
  return choices && { name, question: criterion ?? defaultRubric, choices };
}

/** Each once, by name; those with more levels than there are keys are left out. */
export function rubricsOf(cases: readonly Pick<Case, 'scorers'>[]): Rubric[] {
  const specs = new Set(cases.flatMap(({ scorers }) => scorers));
  const found = new Map([...specs].map((spec) => [spec.name, rubricOf(spec)]));
  return [...found.values()].filter((rubric) => rubric !== null);
}

/** Throws `usage` with those there are. */
export function rubricNamed(rubrics: readonly Rubric[], name: string): Rubric {
  const found = rubrics.find((rubric) => rubric.name === name);
  if (found) return found;
  const names = rubrics.map((rubric) => rubric.name);
  throw new AssayError('usage', `the suite of this run has no rubric "${name}"`, {
    remedy:
      names.length > 0
        ? `It has ${names.join(', ')}.`
        : 'Scorers of type rubric and closed-qa have one; otherwise set --criterion and --levels.',
  });
}
