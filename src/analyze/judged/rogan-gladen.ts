/**
 * The true share of good answers from the share a judge calls good, when it is known how often it is right about good ones
 * (`truePositiveRate`) and about bad ones (`trueNegativeRate`): Rogan and Gladen 1978. Within 0 and 1; `null` for a judge no better than chance.
 */
export function roganGladen(
  observed: number,
  truePositiveRate: number,
  trueNegativeRate: number,
): number | null {
  const informedness = truePositiveRate + trueNegativeRate - 1;
  if (!(informedness > 0)) return null;
  return Math.min(1, Math.max(0, (observed + trueNegativeRate - 1) / informedness));
}
