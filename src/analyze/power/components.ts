import { clusteredMean } from '../intervals/clustered-mean.ts';
import type { Paired } from '../compare/paired.ts';
import type { Components } from './cases-needed.ts';

/** Components found in results; `repeated` is false when nothing was asked twice: all is then in `between`, as asked. */
export interface FoundComponents extends Components {
  repeated: boolean;
  cases: number;
}

/**
 * Splits the variance of the difference between two targets. `repeats`: how often each case was asked, on average. `null` below two
 * clusters. What the noise explains is taken off the spread between cases, which cannot become less than none.
 */
export function componentsOf(pairs: Paired, repeats: number): FoundComponents | null {
  const { counts, firstSums, secondSums, n, noise } = pairs;
  const sums = firstSums.map((sum, i) => sum - (secondSums[i] as number));
  const { se } = clusteredMean({ sums, counts });
  if (se === null) return null;
  const whole = se * se * n;
  if (!noise) return { between: whole, first: 0, second: 0, repeated: false, cases: n };
  const [first, second] = [(noise.first / n) * repeats, (noise.second / n) * repeats];
  const between = Math.max(0, whole - (first + second) / repeats);
  return { between, first, second, repeated: true, cases: n };
}
