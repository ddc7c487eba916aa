import { normalQuantile } from './normal-distribution.ts';
import type { Bounds } from './bounds.ts';

/** Of n independent pairs of yes and no, those in which only the first said yes, and only the second. */
export interface Discordant {
  onlyFirst: number;
  onlySecond: number;
  n: number;
}

const clamp = (value: number) => Math.min(1, Math.max(-1, value));

/** How far the counts are from a true difference `delta`, in standard errors under it (Tango's score). */
export function pairedScore({ onlyFirst: b, onlySecond: c, n }: Discordant, delta: number): number {
  const linear = -b - c + (2 * n - b + c) * delta;
  const root = Math.sqrt(Math.max(0, linear * linear + 8 * n * c * delta * (1 - delta)));
  const q = (root - linear) / (4 * n);
  const variance = n * (2 * q + delta * (1 - delta));
  const miss = b - c - n * delta;
  if (variance > 0) return miss / Math.sqrt(variance);
  return miss === 0 ? 0 : Math.sign(miss) * Number.POSITIVE_INFINITY;
}

/** Where the score, which falls as delta grows, passes `aim`. */
function bisect(counts: Discordant, aim: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (pairedScore(counts, middle) > aim) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Score interval for the difference of two shares in paired data (Tango 1998, Statistics in Medicine 17:891). Keeps its level with few
 * pairs and with none that differ. n > 0.
 */
export function tango(counts: Discordant, level = 0.95): Bounds {
  const z = normalQuantile((1 + level) / 2);
  const difference = (counts.onlyFirst - counts.onlySecond) / counts.n;
  return {
    low: difference <= -1 ? -1 : bisect(counts, z, -1, difference),
    high: difference >= 1 ? 1 : bisect(counts, -z, difference, 1),
  };
}

/** Wald's interval with one pair added on either side (Bonett & Price 2012): Tango's without iteration. n > 0. */
export function bonettPrice({ onlyFirst, onlySecond, n }: Discordant, level = 0.95): Bounds {
  const first = (onlyFirst + 1) / (n + 2);
  const second = (onlySecond + 1) / (n + 2);
  const half =
    normalQuantile((1 + level) / 2) * Math.sqrt((first + second - (first - second) ** 2) / (n + 2));
  return { low: clamp(first - second - half), high: clamp(first - second + half) };
}
