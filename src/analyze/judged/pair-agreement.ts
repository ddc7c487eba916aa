/** A judge of single answers against people who chose between two: does its value prefer what they prefer? */
import type { PairAgreement } from '../../contract/calibration.ts';
import type { Label } from '../../contract/label.ts';
import { wilson } from '../intervals/wilson.ts';

type PairLabel = Pick<Label, 'sample_id' | 'other_sample_id' | 'value'>;

/** `values`: the judge's, by sample id. Pairs of which people preferred neither tell nothing here. */
export function pairAgreement(
  values: ReadonlyMap<string, number>,
  labels: readonly PairLabel[],
): PairAgreement | null {
  let [same, level, other] = [0, 0, 0];
  for (const { sample_id, other_sample_id, value } of labels) {
    const [first, second] = [values.get(sample_id), values.get(other_sample_id ?? '')];
    if (first === undefined || second === undefined || value === null || value === 0.5) continue;
    const ahead = value > 0.5 ? first - second : second - first;
    if (ahead > 0) same++;
    else if (ahead < 0) other++;
    else level++;
  }
  const n = same + level + other;
  return n === 0 ? null : { n, same, level, other, share: same / n, ...wilson(same, n) };
}
