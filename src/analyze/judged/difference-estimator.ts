/**
 * A mean over a whole suite from some of its cases, when a guess of every case's result is free, such as the mean of other models on it
 * (difference estimator, Särndal et al. 1992). However bad the guess is, the estimate is right on average; a good one makes it sharper.
 */
import { tQuantile } from '../intervals/t-distribution.ts';

export interface GuessedSuite {
  /** Of every case of the suite. */
  guesses: readonly number[];
  /** Places in `guesses` of the cases that were asked, drawn at random, and what they gave. */
  asked: readonly { place: number; value: number }[];
}

export interface SuiteMean {
  value: number;
  se: number;
  low: number;
  high: number;
  level: number;
  /** Variance of the results that the guesses take away, 0 to 1; below 0 when they do harm. `null` when all results are the same. */
  explained: number | null;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/**
 * `scope`: of the `suite`'s own cases, when nothing is left uncertain once all were asked, or of `work` like it, which the suite is a sample of.
 * `null` below two cases asked.
 */
export function differenceEstimate(
  { guesses, asked }: GuessedSuite,
  { scope = 'work', level = 0.95 }: { scope?: 'suite' | 'work'; level?: number } = {},
): SuiteMean | null {
  if (asked.length < 2) return null;
  const rest = asked.map(({ place, value }) => value - (guesses[place] as number));
  const spread = variance(asked.map(({ value }) => value));
  const restSpread = variance(rest);
  const value = mean(guesses) + mean(rest);
  const left = 1 - asked.length / guesses.length;
  const drawn = scope === 'work' ? spread / guesses.length : 0;
  const se = Math.sqrt((left * restSpread) / asked.length + drawn);
  const half = tQuantile((1 + level) / 2, asked.length - 1) * se;
  const explained = spread === 0 ? null : 1 - restSpread / spread;
  return { value, se, low: value - half, high: value + half, level, explained };
}
