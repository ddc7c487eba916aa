/** A pair is compared once; a reader may look at it from either side. */
import type {
  Comparison,
  ComparisonVerdict,
  MetricComparison,
  PairComparison,
} from '../contract/comparison.ts';
import type { ComparedMetric } from '../contract/compared-metric.ts';

const otherWay: Record<ComparisonVerdict, ComparisonVerdict> = {
  better: 'worse',
  worse: 'better',
  within: 'within',
  undecided: 'undecided',
};

function turnedMetric(metric: MetricComparison): MetricComparison {
  const { scale, effect, this_suite } = metric;
  const turn = (value: number) => (scale === 'ratio' ? 1 / value : -value);
  return {
    ...metric,
    first: metric.second,
    second: metric.first,
    effect: effect && {
      ...effect,
      value: turn(effect.value),
      low: turn(effect.high),
      high: turn(effect.low),
      alone: { low: turn(effect.alone.high), high: turn(effect.alone.low) },
    },
    this_suite: this_suite && { low: turn(this_suite.high), high: turn(this_suite.low) },
    verdict: otherWay[metric.verdict],
  };
}

function turned(pair: PairComparison): PairComparison {
  const { cases } = pair;
  const groups = (of: typeof cases.by_category) =>
    of.map((group) => ({
      ...group,
      difference: -group.difference,
      first_ahead: group.second_ahead,
      second_ahead: group.first_ahead,
    }));
  return {
    ...pair,
    first: pair.second,
    second: pair.first,
    metrics: pair.metrics.map(turnedMetric),
    cases: {
      ...cases,
      first_ahead: cases.second_ahead,
      second_ahead: cases.first_ahead,
      by_category: groups(cases.by_category),
      by_tag: groups(cases.by_tag),
      first_examples: cases.second_examples,
      second_examples: cases.first_examples,
    },
  };
}

const keyOf = (first: number, second: number) => `${first} ${second}`;

/** Looks the comparison of two up, whichever was named first: there are thousands of pairs. */
export function metricFinder(
  { pairs }: Comparison,
  metric: ComparedMetric,
): (first: number, second: number) => MetricComparison | null {
  const found = new Map<string, MetricComparison>();
  for (const pair of pairs) {
    const compared = pair.metrics.find((one) => one.metric === metric);
    if (compared) found.set(keyOf(pair.first, pair.second), compared);
  }
  return (first, second) => {
    const straight = found.get(keyOf(first, second));
    if (straight) return straight;
    const back = found.get(keyOf(second, first));
    return back ? turnedMetric(back) : null;
  };
}

/** `first` and `second`: places in `targets`. `null`: the two were not compared. */
export function pairOf({ pairs }: Comparison, first: number, second: number): PairComparison | null {
  const found = pairs.find((pair) => pair.first === first && pair.second === second);
  if (found) return found;
  const back = pairs.find((pair) => pair.first === second && pair.second === first);
  return back ? turned(back) : null;
}
