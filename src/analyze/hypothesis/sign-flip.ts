import { seededRandom } from '../../base/random.ts';
import { twoSidedNormal } from './two-sided-normal.ts';

export interface SignFlip {
  /** Two-sided. */
  p: number;
  /** All choices of signs were counted. */
  exact: boolean;
  /** Choices looked at; 0: the normal distribution stands for them. */
  draws: number;
}

const exactUpTo = 20;
/** With so many differences of like size the sum of random signs is normal; its kurtosis is 3 − 2 / this. */
const normalAt = 200;
/** Sums that differ by rounding alone are equal. */
const slack = 1e-9;

/**
 * Whether paired differences centre on 0: were they symmetric around it, either sign of each would have been as likely.
 * `sums`: what the differences of each cluster add up to; whole clusters change sign together, since their pairs are not independent.
 * All 2^m choices of signs when m ≤ 20 are not 0; seeded draws with p = (1 + hits) / (draws + 1), which is never 0, when more are; and
 * the normal distribution once (Σd²)² / Σd⁴, the number of differences that matter, reaches `normalFrom`.
 */
export function signFlip(
  sums: ArrayLike<number>,
  {
    draws = 9999,
    seed = 1,
    normalFrom = normalAt,
  }: { draws?: number; seed?: number; normalFrom?: number } = {},
): SignFlip {
  const moving = Float64Array.from(sums).filter((sum) => sum !== 0);
  const total = Math.abs(moving.reduce((sum, value) => sum + value, 0));
  const least = total - slack * moving.reduce((sum, value) => sum + Math.abs(value), 0);
  if (moving.length <= exactUpTo) return allSigns(moving, least);
  const squares = moving.reduce((sum, value) => sum + value ** 2, 0);
  if (squares ** 2 >= normalFrom * moving.reduce((sum, value) => sum + value ** 4, 0))
    return { p: twoSidedNormal(total / Math.sqrt(squares)), exact: false, draws: 0 };
  let hits = 0;
  const random = seededRandom('sign-flip', seed);
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    let bits = 0;
    for (let i = 0; i < moving.length; i++) {
      // 31 signs from each random number
      if (i % 31 === 0) bits = Math.floor(random() * 0x80000000);
      sum += bits & 1 ? (moving[i] as number) : -(moving[i] as number);
      bits >>= 1;
    }
    if (Math.abs(sum) >= least) hits++;
  }
  return { p: (1 + hits) / (draws + 1), exact: false, draws };
}

/** Walks all choices in Gray code, so that each step turns one sign; the first sign stays, by symmetry. */
function allSigns(moving: Float64Array, least: number): SignFlip {
  if (moving.length === 0) return { p: 1, exact: true, draws: 1 };
  const choices = 2 ** (moving.length - 1);
  const signs = new Int8Array(moving.length).fill(1);
  let sum = moving.reduce((total, value) => total + value, 0);
  let hits = 0;
  for (let step = 1; ; step++) {
    if (Math.abs(sum) >= least) hits++;
    if (step === choices) return { p: hits / choices, exact: true, draws: choices * 2 };
    const turned = 31 - Math.clz32(step & -step);
    const sign = signs[turned] as number;
    sum -= 2 * sign * (moving[turned] as number);
    signs[turned] = -sign;
  }
}
