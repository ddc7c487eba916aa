/**
 * How much a judge's preference goes with length: logistic regression of the preference on tanh of the length difference over its standard
 * deviation, with an intercept. The minimal form of AlpacaEval's length control (`glm_winrate.py`), without terms for the difficulty of questions.
 */
import { normalQuantile } from '../intervals/normal-distribution.ts';

export interface LengthBias {
  n: number;
  /** Log odds that one standard unit of more length adds; 0: length does not matter. */
  effect: number;
  low: number;
  high: number;
  /** Share of wins expected of answers of the same length. */
  rate_at_same_length: number;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const maxSteps = 50;
/** A ridge so weak that it matters only where the data would send the effect to infinity. */
const ridge = 1e-3;

function standardised(differences: readonly number[]): number[] | null {
  const mean = differences.reduce((sum, x) => sum + x, 0) / differences.length;
  const sd = Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / differences.length);
  return sd === 0 ? null : differences.map((x) => Math.tanh(x / sd));
}

/** `outcomes`: 1 preferred, 0 not, ½ a tie; `differences`: its length minus the other's. `null` below ten, or when all differ alike. */
export function lengthBias(outcomes: readonly number[], differences: readonly number[]): LengthBias | null {
  const n = outcomes.length;
  const x = n < 10 || differences.length !== n ? null : standardised(differences);
  if (!x) return null;
  let [base, effect] = [0, 0];
  let inverse = { bb: 0, be: 0, ee: 0 };
  for (let step = 0; step < maxSteps; step++) {
    let [gb, ge, hbb, hbe, hee] = [-ridge * base, -ridge * effect, ridge, 0, ridge];
    for (let i = 0; i < n; i++) {
      const xi = x[i] as number;
      const p = sigmoid(base + effect * xi);
      const [rest, weight] = [(outcomes[i] as number) - p, p * (1 - p)];
      gb += rest;
      ge += rest * xi;
      hbb += weight;
      hbe += weight * xi;
      hee += weight * xi * xi;
    }
    const determinant = hbb * hee - hbe * hbe;
    inverse = { bb: hee / determinant, be: -hbe / determinant, ee: hbb / determinant };
    const [stepB, stepE] = [inverse.bb * gb + inverse.be * ge, inverse.be * gb + inverse.ee * ge];
    base += stepB;
    effect += stepE;
    if (Math.abs(stepB) + Math.abs(stepE) < 1e-10) break;
  }
  const half = normalQuantile(0.975) * Math.sqrt(inverse.ee);
  return { n, effect, low: effect - half, high: effect + half, rate_at_same_length: sigmoid(base) };
}
