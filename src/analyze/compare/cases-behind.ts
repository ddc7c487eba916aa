import type { CaseGroup, CasesBehind } from '../../contract/comparison.ts';
import type { TableCase } from '../../contract/result-table.ts';
import type { CaseMeans } from './case-means.ts';

const shown = 20;

/** Cases in which one side is ahead: how many, and those in which it is so by most, largest first. */
class Ahead {
  count = 0;
  readonly #largest: { place: number; by: number }[] = [];

  /** Called in the order of the suite: of cases that differ by as much the earlier stay in front. */
  add(place: number, by: number): void {
    this.count++;
    const largest = this.#largest;
    if (largest.length === shown && by <= (largest[shown - 1]?.by ?? 0)) return;
    let at = largest.length;
    while (at > 0 && (largest[at - 1]?.by ?? 0) < by) at--;
    largest.splice(at, 0, { place, by });
    if (largest.length > shown) largest.pop();
  }

  examples = (cases: readonly TableCase[]): string[] =>
    this.#largest.map(({ place }) => (cases[place] as TableCase).id);
}

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
  const [ahead, behind] = [new Ahead(), new Ahead()];
  const groups = [categories, tags].map((grouping) => ({
    grouping,
    rows: grouping.names.map(emptyGroup),
  }));
  let n = 0;
  for (let place = 0; place < cases.length; place++) {
    const difference = (first.mean[place] as number) - (second.mean[place] as number);
    if (Number.isNaN(difference)) continue;
    n++;
    if (difference !== 0) (difference > 0 ? ahead : behind).add(place, Math.abs(difference));
    for (const { grouping, rows } of groups)
      for (const group of grouping.of[place] as number[]) {
        const row = rows[group] as CaseGroup;
        row.n++;
        row.difference += difference;
        if (difference > 0) row.first_ahead++;
        else if (difference < 0) row.second_ahead++;
      }
  }
  const [byCategory = [], byTag = []] = groups.map(({ rows }) =>
    rows
      .filter((row) => row.n > 0)
      .map((row) => ({ ...row, difference: row.difference / row.n }))
      .sort((x, y) => (x.name < y.name ? -1 : 1)),
  );
  return {
    first_ahead: ahead.count,
    second_ahead: behind.count,
    level: n - ahead.count - behind.count,
    by_category: byCategory,
    by_tag: byTag,
    first_examples: ahead.examples(cases),
    second_examples: behind.examples(cases),
  };
}
