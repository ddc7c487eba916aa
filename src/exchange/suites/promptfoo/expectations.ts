/** A case expects one thing: which of its assertions may say what, and under which names they score. */
import type { ScorerEntry } from '../../../contract/suite.ts';
import type { SourcePart } from './source-part.ts';

type LongScorer = Exclude<ScorerEntry, string>;

export interface TakenAssertion {
  part: SourcePart;
  /** Its type, as it is written. */
  written: string;
  scorers: LongScorer[];
  /** Absent: it needs none. */
  expected?: unknown;
  /** The same without an expected value. */
  otherwise?: LongScorer;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Names that are given twice get numbers; the others are left to the suite. */
function withNames(scorers: LongScorer[]): ScorerEntry[] {
  const used = new Set<string>();
  return scorers.map((scorer) => {
    if (scorer.name === undefined) return scorer;
    let { name } = scorer;
    for (let n = 2; used.has(name); n++) name = `${scorer.name} ${n}`;
    used.add(name);
    return { ...scorer, name };
  });
}

/** Those that need an expected value go first; a second value is put otherwise where that can be, else listed. */
export function expectationsOf(taken: TakenAssertion[]): { scorers: ScorerEntry[]; expected: unknown } {
  const needed = taken.find(({ expected, otherwise }) => expected !== undefined && !otherwise);
  const expected = (needed ?? taken.find((one) => one.expected !== undefined))?.expected;
  const scorers = taken.flatMap((one) => {
    if (one.expected === undefined || isSame(one.expected, expected)) return one.scorers;
    if (one.otherwise) return [one.otherwise];
    one.part.list(`a second ${one.written} with another value`, 'a case has one `expected`');
    return [];
  });
  return { scorers: withNames(scorers), expected };
}
