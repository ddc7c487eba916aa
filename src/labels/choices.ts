/** What a person can say of an answer, or of two. */
import { AssayError } from '../contract/errors.ts';

/** Key → what it says: a value, or what to do instead. */
export type Choices = Record<string, { value: number; means: string }>;

/** More would need more than one key. */
const maxLevels = 9;

export const yesNo: Choices = { y: { value: 1, means: 'yes' }, n: { value: 0, means: 'no' } };
export const ofTwo: Choices = {
  a: { value: 1, means: 'A is better' },
  b: { value: 0, means: 'B is better' },
  t: { value: 0.5, means: 'neither' },
};

/** A key for each, worst first: 1 is worth 0, the last 1. `null` when there are more than keys. */
export function levelsOf(meanings: readonly string[]): Choices | null {
  if (meanings.length < 2 || meanings.length > maxLevels) return null;
  return Object.fromEntries(
    meanings.map((means, i) => [String(i + 1), { value: i / (meanings.length - 1), means }]),
  );
}

/** Levels that mean nothing but more or less. */
export const scaleOf = (levels: number): Choices => levelsOf(Array.from({ length: levels }, () => '')) ?? {};

/** Yes or no unless `levels` are asked for. Throws `usage` for levels that cannot be. */
export function choicesFor(pairs: boolean, levels: number | undefined): Choices {
  if (levels !== undefined && (pairs || levels < 2 || levels > maxLevels))
    throw new AssayError('usage', `${levels} levels${pairs ? ' of two answers' : ''}`, {
      remedy: `A single answer has 2 to ${maxLevels} levels; for two answers you choose the better one.`,
    });
  if (pairs) return ofTwo;
  return levels === undefined ? yesNo : scaleOf(levels);
}

export const defaultCriterion = (pairs: boolean) => (pairs ? 'better' : 'correct');
