/** Two-sided 95 % factor of Student's t: the t with which a share of 0.95 of the distribution lies in [−t, t]. */

const share = 0.95;
/** Φ⁻¹(0.975), its limit. */
const z = 1.959963984540054;
/** From here on the expansion below is exact to the last digits of a double. */
const expansionFrom = 1000;

/**
 * The t that stands for a normal deviate z: Cornish–Fisher expansion in 1/ν (Abramowitz & Stegun 26.7.5). Within 2 % for
 * |z| ≤ 2.6 from ν = 4 on.
 */
export function tExpansion(z: number, degreesOfFreedom: number): number {
  const v = degreesOfFreedom;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + g1 / v + g2 / v ** 2 + g3 / v ** 3 + g4 / v ** 4;
}

/** Share of the distribution in [−t, t] for whole ν, with θ = atan(t / √ν): a finite sum (Abramowitz & Stegun 26.7.3, 26.7.4). */
function shareWithin(theta: number, degreesOfFreedom: number): number {
  const odd = degreesOfFreedom % 2 === 1;
  const cos = Math.cos(theta);
  const sin = Math.sin(theta);
  let term = odd ? cos : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k <= degreesOfFreedom - 3; k += 2) {
    term *= (k / (k + 1)) * cos * cos;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + sin * sum) : sin * sum;
}

/** `degreesOfFreedom`: a whole number, 1 or more. */
export function tFactor(degreesOfFreedom: number): number {
  const start = tExpansion(z, degreesOfFreedom);
  if (degreesOfFreedom >= expansionFrom) return start;
  const root = Math.sqrt(degreesOfFreedom);
  // secant steps in θ, where the share is nearly straight
  let before = Math.atan(start / root) * 0.999;
  let theta = Math.atan(start / root);
  let missBefore = shareWithin(before, degreesOfFreedom) - share;
  for (let step = 0; step < 30; step++) {
    const miss = shareWithin(theta, degreesOfFreedom) - share;
    if (miss === missBefore || miss === 0) break;
    const next = theta - (miss * (theta - before)) / (miss - missBefore);
    [before, missBefore] = [theta, miss];
    if (Math.abs(next - theta) < 1e-15) break;
    theta = next;
  }
  return root * Math.tan(theta);
}
