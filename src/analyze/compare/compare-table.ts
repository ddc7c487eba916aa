import { recordOf } from '../../base/typed-keys.ts';
import type { Comparison, MetricComparison } from '../../contract/comparison.ts';
import { comparedMetrics, type ComparedMetric } from '../../contract/compared-metric.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';
import { allPairs } from './all-pairs.ts';
import { caseClusters } from './case-clusters.ts';
import { caseMeans, type CaseMeans } from './case-means.ts';
import { casesBehind, groupBy } from './cases-behind.ts';
import { adjustedP, findMetric, judgeMetric, type FoundMetric } from './compare-metric.ts';
import { comparedTargets } from './compared-targets.ts';
import { comparisonNotes } from './comparison-notes.ts';
import { familyOf, type Family } from './joint-family.ts';
import { metricCells, metricRules, type MetricRule } from './metric-cells.ts';

export interface CompareOptions {
  /** Places of targets two by two; all pairs in the table's order without it. */
  pairs?: [first: number, second: number][];
  /** Below which a difference does not matter; see `defaultMargins`. */
  margins?: Partial<Record<ComparedMetric, number>>;
  /** Of all intervals together; default 0.95. */
  level?: number;
  /** What is compared; all without it. What is not asked for is no part of the family. */
  metrics?: readonly ComparedMetric[];
  /** 1: each bound by itself holds with the level, for questions that ask about one side only. Default 2. */
  sides?: 1 | 2;
}

/** Three points of quality, one of errors; a tenth of a time, a twentieth of a cost. */
export const defaultMargins: Record<ComparedMetric, number> = {
  quality: 0.03,
  error_rate: 0.01,
  e2e_ms: 0.1,
  ttft_ms: 0.1,
  cost: 0.05,
};

/** Per target and case 1 if it was asked. */
function askedCases({ targets, cases, repeats, state }: ResultTable): Uint8Array[] {
  return targets.map((_, target) =>
    Uint8Array.from(cases, (_, place) => {
      const from = (target * cases.length + place) * repeats;
      for (let cell = from; cell < from + repeats; cell++)
        if (state[cell] !== cellState.notMeasured) return 1;
      return 0;
    }),
  );
}

/** All metrics of all pairs are one family: what is shown together holds together. */
function judgeAll(
  found: FoundMetric[][],
  family: Family,
  { level, margins }: { level: number; margins: Record<ComparedMetric, number> },
): MetricComparison[][] {
  const adjusted = adjustedP(found.flat(), level).values();
  return found.map((column) =>
    column.map((one) =>
      judgeMetric(one, adjusted.next().value as number | null, {
        margin: margins[one.rule.metric],
        level,
        family,
      }),
    ),
  );
}

/** Compares targets two by two on the cases both were asked. The same table gives the same result to the last digit. */
export function compareTable(table: ResultTable, options: CompareOptions = {}): Comparison {
  const { targets, cases, repeats } = table;
  const level = options.level ?? 0.95;
  const pairs = options.pairs ?? allPairs(targets.length);
  const cells = recordOf(comparedMetrics, (metric) => metricCells(table, metric));
  const meansOf = ({ metric }: MetricRule): CaseMeans[] =>
    targets.map((_, target) =>
      caseMeans(cells[metric], target * cases.length * repeats, cases.length, repeats),
    );
  const asked = askedCases(table);
  const shared = pairs.map(([first, second]) => {
    const [a, b] = [asked[first] as Uint8Array, asked[second] as Uint8Array];
    return a.reduce((sum, was, place) => sum + (was & (b[place] as number)), 0);
  });
  const clusters = caseClusters(cases);
  const quality = metricRules.flatMap((rule) => (rule.metric === 'quality' ? meansOf(rule) : []));
  const rules = metricRules.filter(({ metric }) => options.metrics?.includes(metric) ?? true);
  const meansBy = rules.map((rule) => (rule.metric === 'quality' ? quality : meansOf(rule)));
  const found = rules.map((rule, m) => {
    const toCompare = pairs.map(([first, second], i) => ({
      first: meansBy[m]?.[first] as CaseMeans,
      second: meansBy[m]?.[second] as CaseMeans,
      shared: shared[i] as number,
      suiteCases: cases.length,
    }));
    return findMetric(rule, toCompare, clusters, level);
  });
  const family = familyOf(
    rules.map((rule, m) => ({
      rule,
      means: meansBy[m] ?? [],
      pairs: pairs.filter((_, i) => found[m]?.[i]?.effect),
    })),
    { clusters, targets },
    { level, sides: options.sides ?? 2 },
  );
  const byMetric = judgeAll(found, family, { level, margins: { ...defaultMargins, ...options.margins } });
  const groupings = {
    categories: groupBy(cases, ({ category }) => (category ? [category] : [])),
    tags: groupBy(cases, ({ tags }) => tags),
  };
  const described = comparedTargets(table, cells);
  const comparison: Omit<Comparison, 'notes'> = {
    schema: 'assay.compare/1',
    same_suite: new Set(targets.map(({ suite_hash }) => suite_hash)).size <= 1,
    level,
    family: { intervals: family.intervals, sides: family.sides },
    targets: described,
    pairs: pairs.map(([first, second], i) => ({
      first,
      second,
      shared_cases: shared[i] as number,
      metrics: byMetric.map((column) => column[i] as MetricComparison),
      cases: casesBehind(quality[first] as CaseMeans, quality[second] as CaseMeans, cases, groupings),
    })),
  };
  return { ...comparison, notes: comparisonNotes(comparison) };
}
