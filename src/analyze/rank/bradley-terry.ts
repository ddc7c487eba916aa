import type { Battle } from './battle.ts';
import { inverse, product } from './solve.ts';

export interface Ratings {
  /** Natural logarithms of strengths, mean 0: the chance of i against j is 1 / (1 + e^(r_j − r_i)). */
  ratings: number[];
  /** Covariance of the ratings (sandwich: holds although the model is but an approximation and battles may be clustered). */
  covariance: number[][];
}

const steps = 100;
const enough = 1e-12;

/** On the scale of chess: 400 points are odds of ten to one. */
export const eloScale = 400 / Math.LN10;

/**
 * Maximum likelihood of Bradley and Terry (1952) by Newton's method, draws as half a win each. H has the ratings' common shift as its null
 * space, so (H + 11ᵀ/K)⁻¹ − 11ᵀ/K is its pseudo-inverse. `null` when the ratings are not determined: some players never met, directly or
 * through others, or one group won or lost every battle against the rest.
 */
export function bradleyTerry(players: number, battles: readonly Battle[]): Ratings | null {
  if (!isStronglyConnected(players, battles)) return null;
  let ratings = Array.from({ length: players }, () => 0);
  for (let step = 0; step < steps; step++) {
    const { gradient, hessian } = derivatives(ratings, battles);
    const pseudo = pseudoInverse(hessian);
    if (!pseudo) return null;
    const move = pseudo.map((row) => row.reduce((sum, value, k) => sum + value * (gradient[k] as number), 0));
    const longest = Math.max(...move.map(Math.abs));
    // A step far out would overshoot where the likelihood is flat.
    const damp = longest > 1 ? 1 / longest : 1;
    ratings = ratings.map((rating, i) => rating + damp * (move[i] as number));
    if (longest < enough) break;
  }
  const { hessian } = derivatives(ratings, battles);
  const pseudo = pseudoInverse(hessian);
  if (!pseudo) return null;
  return { ratings, covariance: product(product(pseudo, scatter(ratings, battles)), pseudo) };
}

const chance = (ratings: readonly number[], { first, second }: Battle) =>
  1 / (1 + Math.exp((ratings[second] as number) - (ratings[first] as number)));

function addTo(matrix: number[][], i: number, j: number, amount: number): void {
  const row = matrix[i] as number[];
  row[j] = (row[j] as number) + amount;
}

const zeros = (n: number) => Array.from({ length: n }, () => Array.from({ length: n }, () => 0));

function derivatives(ratings: readonly number[], battles: readonly Battle[]) {
  const gradient = ratings.map(() => 0);
  const hessian = zeros(ratings.length);
  for (const battle of battles) {
    const { first, second, outcome } = battle;
    const p = chance(ratings, battle);
    gradient[first] = (gradient[first] as number) + outcome - p;
    gradient[second] = (gradient[second] as number) - (outcome - p);
    const weight = p * (1 - p);
    addTo(hessian, first, first, weight);
    addTo(hessian, second, second, weight);
    addTo(hessian, first, second, -weight);
    addTo(hessian, second, first, -weight);
  }
  return { gradient, hessian };
}

/** Σ over clusters of the outer product of their summed scores. */
function scatter(ratings: readonly number[], battles: readonly Battle[]): number[][] {
  const sums = new Map<number, number[]>();
  battles.forEach((battle, i) => {
    // Negative numbers: clusters of their own.
    const key = battle.cluster ?? -1 - i;
    const sum = sums.get(key) ?? ratings.map(() => 0);
    const miss = battle.outcome - chance(ratings, battle);
    sum[battle.first] = (sum[battle.first] as number) + miss;
    sum[battle.second] = (sum[battle.second] as number) - miss;
    sums.set(key, sum);
  });
  const matrix = zeros(ratings.length);
  for (const sum of sums.values())
    for (let i = 0; i < sum.length; i++) {
      if (sum[i] === 0) continue;
      for (let j = 0; j < sum.length; j++) addTo(matrix, i, j, (sum[i] as number) * (sum[j] as number));
    }
  return matrix;
}

function pseudoInverse(hessian: readonly number[][]): number[][] | null {
  const shift = 1 / hessian.length;
  return (
    inverse(hessian.map((row) => row.map((value) => value + shift)))?.map((row) =>
      row.map((value) => value - shift),
    ) ?? null
  );
}

/** Everybody can be reached from everybody along won (or drawn) battles, and along lost ones (Ford 1957). */
function isStronglyConnected(players: number, battles: readonly Battle[]): boolean {
  const beats: Set<number>[] = Array.from({ length: players }, () => new Set());
  const losesTo: Set<number>[] = Array.from({ length: players }, () => new Set());
  for (const { first, second, outcome } of battles) {
    if (outcome > 0) {
      beats[first]?.add(second);
      losesTo[second]?.add(first);
    }
    if (outcome < 1) {
      beats[second]?.add(first);
      losesTo[first]?.add(second);
    }
  }
  return [beats, losesTo].every((edges) => {
    const reached = new Set([0]);
    for (const player of reached) for (const next of edges[player] ?? []) reached.add(next);
    return reached.size === players;
  });
}
