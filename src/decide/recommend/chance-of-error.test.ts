import { expect, it } from 'vitest';
import { pairedScore } from '../../analyze/intervals/paired-share.ts';
import { normalQuantile } from '../../analyze/intervals/normal-distribution.ts';

/** What is left of 5 % after the tenth that lets targets leave. */
const z = normalQuantile(1 - 0.045);
const most = 400;
const logFactorial = new Float64Array(most + 1);
for (let i = 1; i <= most; i++) logFactorial[i] = (logFactorial[i - 1] as number) + Math.log(i);
const log = (of: number) => logFactorial[of] as number;
const power = (share: number, times: number) => (times === 0 ? 0 : times * Math.log(share));

/** Exact chance that one which is truly just beyond the margin passes: the sum over all that may be seen. */
function chanceOf(n: number, margin: number, gained: number): number {
  const lost = gained + margin + 1e-6;
  const likely = (share: number) => Math.min(n, Math.ceil(n * share + 8 * Math.sqrt(n * share + 1)));
  let chance = 0;
  for (let a = 0; a <= (gained === 0 ? 0 : likely(gained)); a++)
    for (let b = 0; b <= likely(lost) && a + b <= n; b++) {
      if (pairedScore({ n, onlyFirst: a, onlySecond: b }, -margin) < z) continue;
      const ways = log(n) - log(a) - log(b) - log(n - a - b);
      chance += Math.exp(ways + power(gained, a) + power(lost, b) + power(1 - gained - lost, n - a - b));
    }
  return chance;
}

it.each([
  [0.02, 0.057],
  [0.03, 0.058],
  [0.05, 0.057],
  [0.1, 0.065],
])(
  'with a margin of %d a target that is not good enough passes with a chance of %d at most',
  (margin, limit) => {
    let worst = 0;
    for (const n of [...Array.from({ length: 95 }, (_, i) => 12 + 2 * i), 250, 300, 400])
      for (const gained of [0, 0.001, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15])
        worst = Math.max(worst, chanceOf(n, margin, gained));
    expect(worst).toBeLessThan(limit);
    expect(worst).toBeGreaterThan(0.045);
  },
);
