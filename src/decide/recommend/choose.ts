import type { Weights } from '../../contract/recommendation.ts';

/** One that may be chosen, with what it is chosen by; a speed of NaN counts for nothing. */
export interface Option {
  index: number;
  cost: number;
  quality: number;
  p95: number;
}

/** 0 to 1: quality as it is, cost and speed as the least of all over its own. */
export function utilities(options: readonly Option[], weights: Weights): number[] {
  const cheapest = Math.min(...options.map(({ cost }) => cost));
  const fastest = Math.min(...options.flatMap(({ p95 }) => (Number.isNaN(p95) ? [] : [p95])));
  const sum = weights.quality + weights.cost + weights.speed;
  return options.map(({ cost, quality, p95 }) => {
    const thrift = cost === 0 ? 1 : cheapest / cost;
    const speed = Number.isNaN(p95) ? 0 : p95 === 0 ? 1 : fastest / p95;
    return (weights.quality * quality + weights.cost * thrift + weights.speed * speed) / sum;
  });
}

/** Best first: by cost, or by utility; equal ones by quality, then in the order given. */
export function ranked(options: readonly Option[], weights: Weights | null): Option[] {
  const utility = weights && utilities(options, weights);
  const keyed = options.map((option, i) => ({
    option,
    key: utility ? -(utility[i] as number) : option.cost,
  }));
  keyed.sort((a, b) => a.key - b.key || b.option.quality - a.option.quality);
  return keyed.map(({ option }) => option);
}
