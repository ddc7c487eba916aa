/**
 * How often intervals hold the truth, by simulation: at n = 30, 100 and 1,000, each must hold it as often as it says, less one point
 * (and the error of the simulation itself). Shares are simulated over a range of truths, since the coverage of an interval for 0/1 data
 * jumps from one to the next: the mean over them is what counts.
 */
import { compareTable } from '../src/analyze/compare/compare-table.ts';
import { agrestiCoull } from '../src/analyze/intervals/agresti-coull.ts';
import { clopperPearson, jeffreys } from '../src/analyze/intervals/beta-intervals.ts';
import type { Bounds } from '../src/analyze/intervals/bounds.ts';
import { clusteredT } from '../src/analyze/intervals/clustered-t.ts';
import { quantileRanks } from '../src/analyze/intervals/order-statistics.ts';
import { bonettPrice, tango, type Discordant } from '../src/analyze/intervals/paired-share.ts';
import { differenceEstimate } from '../src/analyze/judged/difference-estimator.ts';
import { normalQuantile } from '../src/analyze/intervals/normal-distribution.ts';
import { maxT } from '../src/analyze/rank/max-t.ts';
import { bootstrap } from '../src/analyze/resample/bootstrap.ts';
import { bcaInterval, percentileInterval } from '../src/analyze/resample/bootstrap-intervals.ts';
import { anytimeQuantileRanks } from '../src/analyze/sequential/anytime-quantile.ts';
import { proportionEvidence } from '../src/analyze/sequential/beta-binomial.ts';
import { normalMixtureInterval } from '../src/analyze/sequential/normal-mixture.ts';
import { wilson } from '../src/analyze/intervals/wilson.ts';
import { normal, seededRandom, shuffled, type Random } from '../src/base/random.ts';
import type { ComparedMetric } from '../src/contract/compared-metric.ts';
import { madeUpTable, type MadeUpCell } from '../test/made-up/result-table.ts';
import { conclude } from './support/verdict.ts';

const sizes = [30, 100, 1000];
const level = 0.95;
const allowed = 0.01;

/** One simulated study: what the interval says, and the truth. */
type Study = (n: number, random: Random) => { bounds: Bounds | null; truth: number };

const holds = ({ bounds, truth }: ReturnType<Study>) =>
  bounds !== null && bounds.low <= truth && truth <= bounds.high;

function coverage(name: string, n: number, studies: number, study: Study): number {
  let held = 0;
  for (let i = 0; i < studies; i++) if (holds(study(n, seededRandom('coverage', name, n, i)))) held++;
  return held / studies;
}

function binomial(n: number, p: number, random: Random): number {
  let k = 0;
  for (let i = 0; i < n; i++) if (random() < p) k++;
  return k;
}

const share =
  (interval: (k: number, n: number) => Bounds): Study =>
  (n, random) => {
    const truth = 0.02 + 0.96 * random();
    return { bounds: interval(binomial(n, truth, random), n), truth };
  };

const pairedProportion =
  (interval: (counts: Discordant) => Bounds): Study =>
  (n, random) => {
    const first = 0.02 + 0.3 * random();
    const second = 0.02 + 0.3 * random();
    const counts = { onlyFirst: 0, onlySecond: 0, n };
    for (let i = 0; i < n; i++) {
      const u = random();
      if (u < first) counts.onlyFirst++;
      else if (u < first + second) counts.onlySecond++;
    }
    return { bounds: interval(counts), truth: first - second };
  };

/** n clusters of 1 to 5 observations that share a part of their error. */
const clustered: Study = (n, random) => {
  const sums: number[] = [];
  const counts: number[] = [];
  for (let cluster = 0; cluster < n; cluster++) {
    const shared = normal(random);
    const count = 1 + Math.floor(5 * random());
    let sum = 0;
    for (let i = 0; i < count; i++) sum += 1 + shared + normal(random);
    sums.push(sum);
    counts.push(count);
  }
  return { bounds: clusteredT({ sums, counts }), truth: 1 };
};

const quantileOf =
  (q: number, ranks: typeof quantileRanks = quantileRanks): Study =>
  (n, random) => {
    const sorted = Float64Array.from({ length: n }, () => normal(random)).sort();
    const { low, high } = ranks(n, q);
    const bounds = {
      low: low === null ? Number.NEGATIVE_INFINITY : (sorted[low - 1] as number),
      high: high === null ? Number.POSITIVE_INFINITY : (sorted[high - 1] as number),
    };
    return { bounds, truth: normalQuantile(q) };
  };

/** At each of n looks at a growing sample, from the first: held when no look missed. */
const watched =
  (holdsAt: (k: number, n: number, truth: number) => boolean): Study =>
  (n, random) => {
    const truth = 0.05 + 0.9 * random();
    let [k, missed] = [0, 0];
    for (let look = 1; look <= n; look++) {
      if (random() < truth) k++;
      if (!holdsAt(k, look, truth)) missed++;
    }
    return { bounds: { low: 0, high: 0 }, truth: missed };
  };

/** The suite's mean from n of its 2,000 cases and guesses of all. */
const guessed: Study = (n, random) => {
  const ease = Array.from({ length: 2000 }, () => random());
  const truth = ease.map((p): number => (random() < p ? 1 : 0));
  const asked = shuffled([...truth.keys()], random)
    .slice(0, n)
    .map((place) => ({ place, value: truth[place] as number }));
  return {
    bounds: differenceEstimate({ guesses: ease, asked }, { scope: 'suite' }),
    truth: truth.reduce((sum, value) => sum + value, 0) / truth.length,
  };
};

/** The mean of n mildly skewed values (a sum of three exponentials), by resampling. */
const resampled =
  (bca: boolean): Study =>
  (n, random) => {
    const values = Float64Array.from(
      { length: n },
      () => -Math.log((1 - random()) * (1 - random()) * (1 - random())),
    );
    const statistic = (times: Uint16Array) => {
      let [sum, weight] = [0, 0];
      for (let i = 0; i < n; i++) {
        sum += (times[i] as number) * (values[i] as number);
        weight += times[i] as number;
      }
      return sum / weight;
    };
    const made = bootstrap(n, statistic, {
      resamples: 1000,
      seed: Math.floor(1e9 * random()),
    });
    return { bounds: bca ? bcaInterval(made, statistic) : percentileInterval(made), truth: 3 };
  };

/** What `compare` says of two targets on n cases. */
function compared(
  metric: ComparedMetric,
  truth: number,
  repeats: number,
  cell: (target: number, difficulty: number, random: Random) => MadeUpCell,
): Study {
  return (n, random) => {
    const difficulty = Float64Array.from({ length: n }, () => normal(random));
    const table = madeUpTable({ targets: ['a', 'b'], cases: n, repeats }, (target, index) =>
      cell(target, difficulty[index] as number, random),
    );
    const [pair] = compareTable(table).pairs;
    return { bounds: pair?.metrics.find((one) => one.metric === metric)?.effect?.alone ?? null, truth };
  };
}

/** All differences of five means at once. */
const simultaneous: Study = (n, random) => {
  const made = Array.from({ length: 5 }, () => {
    const values = Float64Array.from({ length: n }, () => normal(random));
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    return { mean, influence: values.map((x) => (x - mean) / n) };
  });
  const { factor, se } = maxT(
    made.map(({ influence }) => influence),
    { draws: 1000, seed: Math.floor(1e9 * random()) },
  );
  let worst = 0;
  made.forEach((a, i) =>
    made.forEach((b, j) => i !== j && (worst = Math.max(worst, Math.abs(a.mean - b.mean) / se(i, j)))),
  );
  return { bounds: { low: -factor, high: factor }, truth: worst };
};

const anytime = { alpha: 1 - level, narrowestAt: 100 };

const inNormalMixture = (k: number, n: number, truth: number) => {
  const { low, high } = normalMixtureInterval(k / n, n, anytime);
  return low <= truth && truth <= high;
};

/** Whether the interval holds it, without looking for its ends. */
const inBetaBinomial = (k: number, n: number, truth: number) =>
  proportionEvidence(k, n, truth, anytime.narrowestAt) <= Math.log(1 / anytime.alpha);

const easy = (target: number, difficulty: number) => 1 / (1 + Math.exp(-(1 + 0.6 * target) - difficulty));
/** Mean of `easy(0) − easy(1)` over difficulties. */
const trueDifference = (() => {
  let sum = 0;
  const steps = 20_000;
  for (let i = 0; i < steps; i++) {
    const d = normalQuantile((i + 0.5) / steps);
    sum += easy(0, d) - easy(1, d);
  }
  return sum / steps;
})();
const logNormal = (random: Random, sd: number) => Math.exp(sd * normal(random));

/** Studies per size; fewer where one takes long. */
const intervals: [name: string, study: Study, studies: [number, number, number]][] = [
  ['wilson', share(wilson), [20_000, 20_000, 8000]],
  ['agresti-coull', share(agrestiCoull), [20_000, 20_000, 8000]],
  ['clopper-pearson', share(clopperPearson), [6000, 6000, 4000]],
  ['jeffreys', share(jeffreys), [6000, 6000, 4000]],
  ['tango', pairedProportion(tango), [20_000, 20_000, 6000]],
  ['bonett-price', pairedProportion(bonettPrice), [20_000, 20_000, 6000]],
  ['clustered-t', clustered, [10_000, 8000, 2000]],
  ['median', quantileOf(0.5), [10_000, 10_000, 2000]],
  ['p95', quantileOf(0.95), [10_000, 10_000, 2000]],
  ['bootstrap percentile', resampled(false), [3000, 2000, 600]],
  ['bootstrap BCa', resampled(true), [3000, 2000, 600]],
  [
    'compare quality, repeats',
    compared('quality', trueDifference, 3, (target, d, random) => ({
      quality: random() < easy(target, d) ? 1 : 0,
    })),
    [2000, 1500, 800],
  ],
  [
    'compare time',
    compared('e2e_ms', 0.5, 1, (target, d, random) => ({
      e2e_ms: (target + 1) * 500 * Math.exp(d) * logNormal(random, 0.3),
    })),
    [2000, 1500, 800],
  ],
  [
    'compare cost',
    compared('cost', 0.5, 1, (target, d, random) => ({
      cost_nanousd: (target + 1) * 1000 * Math.exp(0.5 * d) * logNormal(random, 0.3),
    })),
    [2000, 1500, 800],
  ],
  ['normal mixture, every look', watched(inNormalMixture), [3000, 3000, 600]],
  ['beta-binomial, every look', watched(inBetaBinomial), [3000, 3000, 600]],
  ['median, under watch', quantileOf(0.5, (n, q) => anytimeQuantileRanks(n, q, anytime)), [4000, 3000, 1000]],
  ['difference estimator', guessed, [1500, 1500, 800]],
  ['max-t', simultaneous, [1500, 1000, 300]],
];

const rows = intervals.flatMap(([name, study, studies]) =>
  sizes.flatMap((n, i) => {
    const count = studies[i] as number;
    const covered = coverage(name, n, count, study);
    const error = Math.sqrt((level * (1 - level)) / count);
    const ok = covered >= level - allowed - 2 * error;
    console.log(
      `${name.padEnd(26)} n = ${String(n).padStart(4)}  ${(covered * 100).toFixed(2)} % of ${count}${ok ? '' : '  too low'}`,
    );
    return [{ name, n, coverage: covered, studies: count, error, ok }];
  }),
);
conclude(
  'coverage',
  {
    all_hold: rows.every(({ ok }) => ok),
    all_sizes: rows.length === intervals.length * sizes.length,
  },
  { level, allowed_below: allowed, rows },
);
