import { seededRandom } from '../../base/random.ts';
import { normalCdf } from '../normal-distribution.ts';
import { twoSidedNormal } from './two-sided-normal.ts';

export interface SignFlip {
  /** Two-sided. */
  p: number;
  /** All choices of signs were counted. */
  exact: boolean;
  /** Choices looked at; 0: the normal distribution stands for them, or for all but those of the largest differences. */
  draws: number;
}

const exactUpTo = 20;
/** With so many differences of like size the sum of random signs is normal: its kurtosis is 3 − 2 / this, so the p errs upwards. */
const normalAt = 100;
/** Differences that stand out are given every choice of signs, while the many small ones are normal together. */
const largest = 10;
/** Sums that differ by rounding alone are equal. */
const slack = 1e-9;

/**
 * Whether paired differences centre on 0: were they symmetric around it, either sign of each would have been as likely.
 * `sums`: what the differences of each cluster add up to; whole clusters change sign together, since their pairs are not independent.
 * All 2^m choices of signs when m ≤ 20 are not 0; seeded draws with p = (1 + hits) / (draws + 1), which is never 0, when more are; and
 * the normal distribution where (Σd²)² / Σd⁴, the number of differences that matter, reaches `normalFrom`, with all or without the
 * ten largest.
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
  const p = nearlyNormal(moving, total, normalFrom);
  if (p !== null) return { p, exact: false, draws: 0 };
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

interface Powers {
  squares: number;
  fourths: number;
}

const isNormal = ({ squares, fourths }: Powers, from: number) => squares * squares >= from * fourths;

function nearlyNormal(moving: Float64Array, total: number, normalFrom: number): number | null {
  let squares = 0;
  let fourths = 0;
  for (let i = 0; i < moving.length; i++) {
    const square = (moving[i] as number) ** 2;
    squares += square;
    fourths += square * square;
  }
  if (isNormal({ squares, fourths }, normalFrom)) return twoSidedNormal(total / Math.sqrt(squares));
  if (!Number.isFinite(normalFrom)) return null;
  const sizes = moving.map(Math.abs).sort();
  const few = sizes.subarray(-largest);
  for (const size of few) {
    squares -= size ** 2;
    fourths -= size ** 4;
  }
  if (!isNormal({ squares, fourths }, normalFrom) || squares <= 0) return null;
  const sd = Math.sqrt(squares);
  let sum = 0;
  for (let signs = 0; signs < 2 ** few.length; signs++) {
    let fixed = 0;
    for (let i = 0; i < few.length; i++) fixed += (signs >> i) & 1 ? (few[i] as number) : -(few[i] as number);
    sum += normalCdf((fixed - total) / sd);
  }
  // By symmetry the other tail is as large.
  return Math.min(1, (2 * sum) / 2 ** few.length);
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
