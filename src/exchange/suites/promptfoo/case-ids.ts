import type { CaseEntry } from '../../../contract/suite.ts';

/** Numbers and the like as texts, as ids of cases take them. */
const asTexts = (_key: string, value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

/** Cases that ask the same are told apart by a number: a suite wants ids there. */
export function withIds(cases: CaseEntry[]): CaseEntry[] {
  const seen = new Set<string>();
  return cases.map((entry, i) => {
    const variables = Object.entries(entry.variables ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([variables, entry.expected], asTexts);
    if (!seen.has(key)) {
      seen.add(key);
      return entry;
    }
    return { id: `test-${i + 1}`, ...entry };
  });
}
