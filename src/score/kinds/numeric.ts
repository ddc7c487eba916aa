import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { finalNumber } from '../final-number.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  tolerance: z.number().nonnegative().default(1e-6).describe('the numbers may be this far apart'),
  relative: z.number().nonnegative().optional().describe('or this far as a share of the expected number'),
});

/** The number a case expects: a number, or a text that ends up with one (`#### 18`, `A: 18`, `$1,200`). */
function expectedNumber(expected: unknown): number | null {
  if (typeof expected === 'number') return Number.isFinite(expected) ? expected : null;
  return typeof expected === 'string' ? (finalNumber(expected)?.value ?? null) : null;
}

export const numeric: ScorerKind = {
  type: 'numeric',
  summary: 'the number the answer ends up with is the expected one',
  prepare(given) {
    const { tolerance, relative = 0 } = parseOptions('numeric', options, given);
    return (answer, testCase) => {
      const wanted = expectedNumber(testCase.expected);
      if (wanted === null) return { value: null, explanation: 'The case expects no number.' };
      const found = finalNumber(answer.text);
      if (!found) return { value: 0, explanation: 'There is no number in the answer.' };
      const allowed = Math.max(tolerance, relative * Math.abs(wanted));
      const right = [found.value, ...found.alternatives].some((value) => Math.abs(value - wanted) <= allowed);
      return {
        value: right ? 1 : 0,
        label: found.text.trim(),
        ...(!right && { explanation: `The answer ends up with ${found.text.trim()}, not ${wanted}.` }),
      };
    };
  },
};
