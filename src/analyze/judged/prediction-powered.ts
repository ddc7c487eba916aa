/**
 * A mean judged by people on a few items, sharpened by a judge's scores on all (prediction-powered inference, PPI++: Angelopoulos et
 * al. 2023; `ppi.py` of ppi_py). However wrong the judge is, the estimate stays right: a useless judge only widens nothing.
 */
import { normalQuantile } from '../intervals/normal-distribution.ts';

export interface PredictionPowered {
  value: number;
  se: number;
  low: number;
  high: number;
  level: number;
  /** How much the judge is listened to: 0 not at all, 1 fully. */
  weight: number;
}

export interface JudgedScores {
  /** People's scores. */
  human: readonly number[];
  /** The judge's, of the same items in the same order. */
  judged: readonly number[];
  /** The judge's, of items no human saw. */
  unseen: readonly number[];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean product of deviations; `less` 1 for the sample's form. */
function covariance(a: readonly number[], b: readonly number[], less = 0): number {
  const [ma, mb] = [mean(a), mean(b)];
  return a.reduce((sum, value, i) => sum + (value - ma) * ((b[i] as number) - mb), 0) / (a.length - less);
}

/** The weight of least variance, within 0 and 1; 0 when the judge always says the same. */
function bestWeight({ human, judged, unseen }: JudgedScores): number {
  const all = [...judged, ...unseen];
  const spread = covariance(all, all, 1) * (1 + human.length / unseen.length);
  return spread === 0 ? 0 : Math.min(1, Math.max(0, covariance(human, judged) / spread));
}

/** `weight`: given instead of the best one. `null` below two human scores or without unseen items. */
export function predictionPowered(
  scores: JudgedScores,
  options: { weight?: number; level?: number } = {},
): PredictionPowered | null {
  const { human, judged, unseen } = scores;
  if (human.length < 2 || human.length !== judged.length || unseen.length === 0) return null;
  const { level = 0.95, weight = bestWeight(scores) } = options;
  const rest = human.map((value, i) => value - weight * (judged[i] as number));
  const value = weight * mean(unseen) + mean(rest);
  const variance =
    (weight ** 2 * covariance(unseen, unseen)) / unseen.length + covariance(rest, rest) / human.length;
  const se = Math.sqrt(variance);
  const half = normalQuantile((1 + level) / 2) * se;
  return { value, se, low: value - half, high: value + half, level, weight };
}
