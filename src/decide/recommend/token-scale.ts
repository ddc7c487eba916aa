import type { Requirements } from '../../contract/recommendation.ts';
import { isAnswered, type ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';

function meanTokens(table: ResultTable, target: number, column: 'input_tokens' | 'output_tokens'): number {
  const size = table.cases.length * table.repeats;
  let sum = 0;
  let n = 0;
  for (let row = target * size; row < (target + 1) * size; row++) {
    const tokens = table[column][row] as number;
    if (!isAnswered(table.state[row]) || Number.isNaN(tokens)) continue;
    sum += tokens;
    n++;
  }
  return sum / n;
}

/**
 * Factor on each target's cost for calls as long as the user's. The lengths are told as the baseline counts and writes (without one:
 * the first target); another target's tokens grow in the same ratio. Needs the target's price to tell input from
 * output: without one its factor, and so its cost, is NaN. 1 when the user's calls are like the suite's.
 */
export function tokenScale(
  run: Pick<Run, 'targets'>,
  table: ResultTable,
  requirements: Requirements,
): number[] {
  const { traffic } = requirements;
  if (!traffic || (traffic.input_tokens === null && traffic.output_tokens === null))
    return table.targets.map(() => 1);
  const reference = Math.max(
    0,
    table.targets.findIndex(({ id }) => id === requirements.baseline_id),
  );
  const inputRatio =
    traffic.input_tokens === null ? 1 : traffic.input_tokens / meanTokens(table, reference, 'input_tokens');
  const outputRatio =
    traffic.output_tokens === null
      ? 1
      : traffic.output_tokens / meanTokens(table, reference, 'output_tokens');
  return table.targets.map(({ id }, t) => {
    const price = run.targets.find((target) => target.id === id)?.price;
    if (!price) return Number.NaN;
    const input = meanTokens(table, t, 'input_tokens') * price.input;
    const output = meanTokens(table, t, 'output_tokens') * price.output;
    return input + output === 0 ? 1 : (input * inputRatio + output * outputRatio) / (input + output);
  });
}
