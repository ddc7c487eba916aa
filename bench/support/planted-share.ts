/** Planted models with a given true share of right answers. */
import { normalQuantile } from '../../src/analyze/intervals/normal-distribution.ts';
import { ownLuck } from '../../test/made-up/planted-table.ts';

const steps = 2000;
const difficulties = Float64Array.from({ length: steps }, (_, i) => normalQuantile((i + 0.5) / steps));

/** Mean over difficulties of the chance of a right answer. */
function shareAt(logit: number, spread: number): number {
  let sum = 0;
  for (const difficulty of difficulties) sum += 1 / (1 + Math.exp(-(logit + spread * difficulty)));
  return sum / steps;
}

/**
 * What `quality` a planted model must have (its chance on a case of middling difficulty) to be right on this share of all cases.
 * `inSources`: its cases come from sources, with luck of its own in each.
 */
export function qualityFor(share: number, inSources = false): number {
  const spread = inSources ? Math.hypot(1, ownLuck) : 1;
  let [low, high] = [-20, 20];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (shareAt(middle, spread) < share) low = middle;
    else high = middle;
  }
  return 1 / (1 + Math.exp(-low));
}
