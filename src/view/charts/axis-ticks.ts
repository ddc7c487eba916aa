/** Labels of an axis with even ticks: round values, all with the same number of decimals. */
import { formatDecimals } from '../format.ts';

export interface TickLook {
  /** 100 for fractions that are shown in per cent. */
  factor?: number;
  before?: string;
  after?: string;
}

export interface AxisTicks {
  text: (value: number) => string;
  /** It stands at a tick, and not between two. */
  isRound: (value: number) => boolean;
}

/** How many steps ECharts divides an axis into, about. */
const splits = 5;

/** Decimals of the steps: ECharts makes them 1, 2, 3 or 5 of a power of ten, and 10 from 7 on. */
function decimalsOf(span: number): number {
  const step = span / splits;
  const exponent = Math.floor(Math.log10(step));
  return Math.max(0, -(step / 10 ** exponent >= 7 ? exponent + 1 : exponent));
}

const isExact = (shown: number, digits: number): boolean =>
  Math.abs(Number(shown.toFixed(digits)) - shown) <= 1e-6 * 10 ** -digits;

/** For an axis that spans these values. One that is made to span less, with a line hidden, has as many decimals as it needs. */
export function axisTicks(values: readonly number[], look: TickLook = {}): AxisTicks {
  const { factor = 1, before = '', after = '' } = look;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const span = (high - low) * factor;
  const decimals = span > 0 ? decimalsOf(span) : 0;
  return {
    text: (value) => {
      const shown = value * factor;
      let digits = decimals;
      while (digits < 15 && !isExact(shown, digits)) digits += 1;
      return `${before}${formatDecimals(shown, digits)}${after}`;
    },
    isRound: (value) => isExact(value * factor, decimals),
  };
}
