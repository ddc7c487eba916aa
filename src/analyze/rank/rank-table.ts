import type { RankedTarget, Ranking } from '../../contract/ranking.ts';
import { cellState, type ResultTable, type TableTarget } from '../../contract/result-table.ts';
import { caseClusters, type CaseClusters } from '../compare/case-clusters.ts';
import { caseMeans } from '../compare/case-means.ts';
import { comparedTargets } from '../compare/compared-targets.ts';
import { metricCells } from '../compare/metric-cells.ts';
import { normalQuantile } from '../intervals/normal-distribution.ts';
import { qualityOfCalls } from '../figures/quality-of-calls.ts';
import type { Battle } from './battle.ts';
import { bradleyTerry, eloScale, type Ratings } from './bradley-terry.ts';
import { maxT } from './max-t.ts';
import { rankIntervals } from './rank-intervals.ts';
import { scaled, weightedOrder, type Criteria } from './weighted-order.ts';

const level = 0.95;
/** What a weight may be given for. Time and cost on a logarithmic scale. */
export const criteria = ['quality', 'speed', 'cost'] as const;
export type Weights = Partial<Record<(typeof criteria)[number], number>>;

interface Contestant {
  target: TableTarget;
  asked: number;
  /** Mean quality per case; NaN where it could not be scored. */
  byCase: Float64Array;
  n: number;
  mean: number;
}

function contestants(table: ResultTable): Contestant[] {
  const { targets, cases, repeats } = table;
  const quality = qualityOfCalls(table);
  return targets.flatMap((target, place) => {
    const byCase = caseMeans(quality, place * cases.length * repeats, cases.length, repeats).mean;
    const known = byCase.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const asked = cases.filter((_, index) => {
      const from = (place * cases.length + index) * repeats;
      return table.state.subarray(from, from + repeats).some((state) => state !== cellState.notMeasured);
    }).length;
    return known.length === 0 ? [] : [{ target, asked, byCase, n: known.length, mean }];
  });
}

function influenceOf({ byCase, mean, n }: Contestant, { of, count }: CaseClusters): Float64Array {
  const influence = new Float64Array(count);
  byCase.forEach((value, place) => {
    const cluster = of[place] as number;
    if (!Number.isNaN(value)) influence[cluster] = (influence[cluster] as number) + (value - mean) / n;
  });
  return influence;
}

/** Each case is a battle of every two that were scored in it. */
function battlesOf(players: readonly Contestant[], { of }: CaseClusters): Battle[] {
  const battles: Battle[] = [];
  for (let first = 0; first < players.length; first++)
    for (let second = first + 1; second < players.length; second++)
      (players[first] as Contestant).byCase.forEach((a, place) => {
        const difference = a - ((players[second] as Contestant).byCase[place] as number);
        if (Number.isNaN(difference)) return;
        const outcome = difference > 0 ? 1 : difference < 0 ? 0 : 0.5;
        battles.push({ first, second, outcome, cluster: of[place] as number });
      });
  return battles;
}

function ratingOf(ratings: Ratings | null, player: number): RankedTarget['rating'] {
  if (!ratings) return null;
  const variance = (ratings.covariance[player] as number[])[player] as number;
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance)) * eloScale;
  const value = 1000 + (ratings.ratings[player] as number) * eloScale;
  return { value, low: value - half, high: value + half };
}

/** Of each player; `null` for one that met nobody. */
function winRates(players: number, battles: readonly Battle[]): (number | null)[] {
  const met = new Float64Array(players);
  const won = new Float64Array(players);
  for (const { first, second, outcome } of battles) {
    met[first] = (met[first] as number) + 1;
    met[second] = (met[second] as number) + 1;
    won[first] = (won[first] as number) + outcome;
    won[second] = (won[second] as number) + 1 - outcome;
  }
  return Array.from(met, (n, player) => (n === 0 ? null : (won[player] as number) / n));
}

const log = (value: number | null) => (value === null || value <= 0 ? null : Math.log(value));

function weigh(table: ResultTable, weights: Weights): Ranking['weighted'] {
  const found = comparedTargets(table, {
    quality: metricCells(table, 'quality'),
    error_rate: metricCells(table, 'error_rate'),
    e2e_ms: metricCells(table, 'e2e_ms'),
    cost: table.cost_nanousd,
  });
  const quality = scaled(
    found.map((one) => one.quality),
    true,
  );
  const speed = scaled(
    found.map((one) => log(one.e2e_ms)),
    false,
  );
  const cost = scaled(
    found.map((one) => log(one.cost_per_1k_usd)),
    false,
  );
  const candidates = found.map((_, i): Criteria => ({
    quality: quality[i] ?? null,
    speed: speed[i] ?? null,
    cost: cost[i] ?? null,
  }));
  const { order, ranges } = weightedOrder(candidates, weights as Record<string, number>);
  const named = order.map(({ place, score }) => {
    const { id, label } = table.targets[place] as TableTarget;
    return { target_id: id, label, score };
  });
  return { order: named, ranges };
}

/** Ranks the targets of a run by quality, with the ranks each may truly have. `null`: no target could be scored in two clusters. */
export function rankTable(table: ResultTable, weights: Weights | null = null): Ranking | null {
  const clusters = caseClusters(table.cases);
  const players = contestants(table);
  if (clusters.count < 2 || players.length === 0) return null;
  const { factor, se } = maxT(
    players.map((player) => influenceOf(player, clusters)),
    { level },
  );
  const mean = (player: number) => (players[player] as Contestant).mean;
  const intervals = rankIntervals(players.length, (i, j) => mean(i) - mean(j) > factor * se(i, j));
  const battles = battlesOf(players, clusters);
  const ratings = bradleyTerry(players.length, battles);
  const rates = winRates(players.length, battles);
  const targets = players.map(({ target, n, asked }, i): RankedTarget => ({
    target_id: target.id,
    label: target.label,
    n,
    asked,
    quality: mean(i),
    rank: 1 + players.filter((other) => other.mean > mean(i)).length,
    best_rank: intervals[i]?.best ?? 1,
    worst_rank: intervals[i]?.worst ?? players.length,
    rating: ratingOf(ratings, i),
    win_rate: rates[i] ?? null,
  }));
  return {
    schema: 'assay.rank/1',
    run_id: table.targets[0]?.run_id ?? '',
    level,
    clusters: clusters.count,
    factor,
    targets: targets.sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1)),
    weighted: weights && weigh(table, weights),
  };
}
