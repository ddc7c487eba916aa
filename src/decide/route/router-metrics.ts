/** How good a router between two models is (Ong et al. 2024, `evaluate.py` of RouteLLM). Shares 0 to 1. */
import type { RouterCurve } from '../../contract/route.ts';

/** Area under quality over share of strong calls, by trapezoids. */
function area(curve: readonly RouterCurve[]): number {
  let sum = 0;
  for (let i = 1; i < curve.length; i++) {
    const [a, b] = [curve[i - 1], curve[i]] as [RouterCurve, RouterCurve];
    sum += ((a.quality + b.quality) / 2) * (b.strong_share - a.strong_share);
  }
  return sum;
}

/** Performance gap recovered (0 as the weak one, 1 as the strong one), averaged over the curve's span; `null` when there is no gap or no span. */
export function apgr(curve: readonly RouterCurve[], weak: number, strong: number): number | null {
  const first = curve[0];
  const last = curve.at(-1);
  if (!first || !last || weak === strong || first.strong_share === last.strong_share) return null;
  return (area(curve) / (last.strong_share - first.strong_share) - weak) / (strong - weak);
}

/** Call-performance threshold: the least share of strong calls that recovers `share` of the gap; `null`: none does. */
export function cpt(
  curve: readonly RouterCurve[],
  weak: number,
  strong: number,
  share: number,
): number | null {
  const wanted = weak + share * (strong - weak);
  for (const [i, point] of curve.entries()) {
    if (point.quality < wanted) continue;
    const before = curve[i - 1];
    if (!before) return point.strong_share;
    const part = (wanted - before.quality) / (point.quality - before.quality);
    return before.strong_share + part * (point.strong_share - before.strong_share);
  }
  return null;
}

/** Quality of `order` (case by case, the first goes to the strong one first) at every share on a grid of tenths. */
export function curveOf(
  order: readonly number[],
  weak: ArrayLike<number>,
  strong: ArrayLike<number>,
  steps = 10,
): RouterCurve[] {
  const n = order.length;
  const gains = [0];
  let base = 0;
  for (const index of order) {
    base += weak[index] as number;
    gains.push((gains.at(-1) as number) + (strong[index] as number) - (weak[index] as number));
  }
  return Array.from({ length: steps + 1 }, (_, step) => {
    // as many calls as the share gives, a broken one taken in part
    const calls = (step / steps) * n;
    const whole = Math.floor(calls + 1e-9);
    const low = gains[whole] as number;
    const high = gains[Math.min(n, whole + 1)] as number;
    return { strong_share: step / steps, quality: (base + low + (high - low) * (calls - whole)) / n };
  });
}

/**
 * The best any router could do: cases are sent to the strong one by what they gain, and none that loses by it is
 * (so a share is that of calls allowed, as in RouteLLM).
 */
export function oracleCurve(weak: ArrayLike<number>, strong: ArrayLike<number>): RouterCurve[] {
  const best = Array.from(weak, (quality, i) => Math.max(quality, strong[i] as number));
  const gain = (index: number) => (best[index] as number) - (weak[index] as number);
  const order = best.map((_, index) => index).sort((a, b) => gain(b) - gain(a));
  return curveOf(order, weak, best);
}
