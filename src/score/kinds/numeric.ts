import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { finalNumber } from '../final-number.ts';
import type { FoundNumber } from '../find-numbers.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  tolerance: z.number().nonnegative().default(1e-6).describe('the numbers may be this far apart'),
  relative: z.number().nonnegative().optional().describe('or this far as a share of the expected number'),
  units: z
    .record(z.string().min(1), z.number().positive(), { error: 'unit: its size, e.g. {km: 1000, m: 1}' })
    .optional()
    .describe(
      'sizes of units that may stand behind the number; a number without one is in the unit of size 1',
    ),
});

type Sizes = { unit: string; size: number }[];

const isWordEnd = (text: string) => !/^[\p{L}\d]/u.test(text);

/** The size of the unit behind a number, else 1. Units are told by case: mW is not MW. Longer ones first. */
function sizeBehind(text: string, end: number, units: Sizes): number {
  const rest = text.slice(end, end + 40).replace(/^(?:\s|\\[,;!]|\\(?:text|mathrm)\{|\$|\{)*/, '');
  return units.find(({ unit }) => rest.startsWith(unit) && isWordEnd(rest.slice(unit.length)))?.size ?? 1;
}

/** The number a text ends up with, in the unit of size 1, and what else it may mean. */
function readFinal(text: string, units: Sizes): { found: FoundNumber; values: number[] } | null {
  const found = finalNumber(text);
  if (!found) return null;
  // `found.end` is a place in the text only where no answer marker was cut off before it.
  const at = units.length === 0 ? -1 : text.lastIndexOf(found.text);
  const size = at < 0 ? 1 : sizeBehind(text, at + found.text.length, units);
  return { found, values: [found.value, ...found.alternatives].map((value) => value * size) };
}

/** The number a case expects: a number, or a text that ends up with one (`#### 18`, `A: 18`, `$1,200`, `1.5 km`). */
function expectedNumber(expected: unknown, units: Sizes): number | null {
  if (typeof expected === 'number') return Number.isFinite(expected) ? expected : null;
  return typeof expected === 'string' ? (readFinal(expected, units)?.values[0] ?? null) : null;
}

export const numeric: ScorerKind = {
  type: 'numeric',
  summary: 'the number the answer ends up with is the expected one',
  prepare(given) {
    const { tolerance, relative = 0, units = {} } = parseOptions('numeric', options, given);
    const sizes = Object.entries(units)
      .map(([unit, size]) => ({ unit, size }))
      .toSorted((a, b) => b.unit.length - a.unit.length);
    return (answer, testCase) => {
      const wanted = expectedNumber(testCase.expected, sizes);
      if (wanted === null) return { value: null, explanation: 'The case expects no number.' };
      const read = readFinal(answer.text, sizes);
      if (!read) return { value: 0, explanation: 'There is no number in the answer.' };
      const allowed = Math.max(tolerance, relative * Math.abs(wanted));
      const right = read.values.some((value) => Math.abs(value - wanted) <= allowed);
      const label = read.found.text.trim();
      return {
        value: right ? 1 : 0,
        label,
        ...(!right && { explanation: `The answer ends up with ${label}, not ${wanted}.` }),
      };
    };
  },
};
