import type { CaseGroup, CasesBehind } from '../../contract/comparison.ts';
import type { TableCase } from '../../contract/result-table.ts';
import type { CaseMeans } from './case-means.ts';

const shown = 20;

/** Names of groups, and per case the places of those it is in. */
export interface Grouping {
  names: string[];
  of: number[][];
}

export function groupBy(cases: readonly TableCase[], namesOf: (item: TableCase) => string[]): Grouping {
  const places = new Map<string, number>();
  const of = cases.map((item) =>
    [...new Set(namesOf(item))].map((name) => {
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      return place;
    }),
  );
  return { names: [...places.keys()], of };
}

const emptyGroup = (name: string): CaseGroup => ({
  name,
  n: 0,
  difference: 0,
  first_ahead: 0,
  second_ahead: 0,
});

/** Where two targets differ in quality, over cases for which both have one. */
export function casesBehind(
  first: CaseMeans,
  second: CaseMeans,
  cases: readonly TableCase[],
  { categories, tags }: { categories: Grouping; tags: Grouping },
): CasesBehind {
  const sides: { place: number; by: number }[][] = [[], []];
  const groups = [categories, tags].map((grouping) => ({
    grouping,
    rows: grouping.names.map(emptyGroup),
  }));
  let n = 0;
  for (let place = 0; place < cases.length; place++) {
    const difference = (first.mean[place] as number) - (second.mean[place] as number);
    if (Number.isNaN(difference)) continue;
    n++;
    if (difference !== 0) sides[difference > 0 ? 0 : 1]?.push({ place, by: Math.abs(difference) });
    for (const { grouping, rows } of groups)
      for (const group of grouping.of[place] as number[]) {
        const row = rows[group] as CaseGroup;
        row.n++;
        row.difference += difference;
        if (difference > 0) row.first_ahead++;
        else if (difference < 0) row.second_ahead++;
      }
  }
  const [ahead = [], behind = []] = sides;
  const examples = (side: { place: number; by: number }[]) =>
    side
      .sort((x, y) => y.by - x.by || x.place - y.place)
      .slice(0, shown)
      .map(({ place }) => (cases[place] as TableCase).id);
  const [byCategory = [], byTag = []] = groups.map(({ rows }) =>
    rows
      .filter((row) => row.n > 0)
      .map((row) => ({ ...row, difference: row.difference / row.n }))
      .sort((x, y) => (x.name < y.name ? -1 : 1)),
  );
  return {
    first_ahead: ahead.length,
    second_ahead: behind.length,
    level: n - ahead.length - behind.length,
    by_category: byCategory,
    by_tag: byTag,
    first_examples: examples(ahead),
    second_examples: examples(behind),
  };
}
