import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { areClose, type NumberTolerance } from '../close-numbers.ts';
import { finalNumber, statedNumber } from '../final-number.ts';
import { parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  tolerance: z.number().nonnegative().optional().describe('max difference of the numbers'),
  relative: z
    .number()
    .nonnegative()
    .optional()
    .describe('max difference as a fraction of the expected number'),
  units: z
    .record(z.string().min(1), z.number().positive(), { error: 'unit: its size, e.g. {km: 1000, m: 1}' })
    .optional()
    .describe('sizes of units after the number; a number without a unit has the unit of size 1'),
});

type Sizes = { unit: string; size: number }[];

const isWordEnd = (text: string) => !/^[\p{L}\d]/u.test(text);

/** The size of the unit behind a number, else 1. Units are told by case: mW is not MW. Longer ones first. */
function sizeOf(after: string, units: Sizes): number {
  const rest = after.replace(/^(?:\s|\\[,;! ]|\\(?:text|mathrm)\{|\$|\{){0,12}/, '');
  return units.find(({ unit }) => rest.startsWith(unit) && isWordEnd(rest.slice(unit.length)))?.size ?? 1;
}

/** What a text says, in the unit of size 1. */
interface Reading {
  value: number;
  integer: bigint | null;
  alternatives: number[];
  label: string;
}

function readFinal(text: string, units: Sizes, find = finalNumber): Reading | null {
  const final = find(text);
  if (!final) return null;
  const { value, integer, alternatives, text: label } = final.found;
  const size = sizeOf(final.after, units);
  return {
    value: value * size,
    integer: size === 1 ? integer : null,
    alternatives: alternatives.map((other) => other * size),
    label: label.trim(),
  };
}

/** The number a case expects: a number, or a text that ends up with one (`#### 18`, `A: 18`, `$1,200`, `1.5 km`). */
function readExpected(expected: unknown, units: Sizes): Reading | null {
  if (typeof expected === 'string') return readFinal(expected, units);
  if (typeof expected === 'bigint')
    return { value: Number(expected), integer: expected, alternatives: [], label: String(expected) };
  if (typeof expected !== 'number' || !Number.isFinite(expected)) return null;
  const integer = Number.isInteger(expected) ? BigInt(expected) : null;
  return { value: expected, integer, alternatives: [], label: String(expected) };
}

/** Whole numbers are compared to the last digit, unless a tolerance is asked for. */
function agree(wanted: Reading, given: Reading, tolerance: NumberTolerance): boolean {
  const isExact = tolerance.absolute === undefined && tolerance.relative === undefined;
  const main =
    isExact && wanted.integer !== null && given.integer !== null
      ? wanted.integer === given.integer
      : areClose(wanted.value, given.value, tolerance);
  if (main) return true;
  // `25%` is 25 and 0.25, but 0.25 % is not 25 %
  if (wanted.alternatives.length > 0 && given.alternatives.length > 0) return false;
  return (
    given.alternatives.some((value) => areClose(wanted.value, value, tolerance)) ||
    wanted.alternatives.some((value) => areClose(value, given.value, tolerance))
  );
}

export const numeric: ScorerKind = {
  type: 'numeric',
  summary: 'the final number of the answer is the expected one',
  version: 2,
  readsText: true,
  prepare(given) {
    const { tolerance: absolute, relative, units = {} } = parseOptions('numeric', options, given);
    const sizes = Object.entries(units)
      .map(([unit, size]) => ({ unit, size }))
      .toSorted((a, b) => b.unit.length - a.unit.length);
    return (answer, testCase, context) => {
      const wanted = readExpected(testCase.expected, sizes);
      if (wanted === null) return { value: null, explanation: 'The case expects no number.' };
      const read = readFinal(answer.text, sizes, context?.field ? statedNumber : finalNumber);
      if (!read) return { value: 0, explanation: 'There is no number in the answer.' };
      const right = agree(wanted, read, { absolute, relative });
      return {
        value: right ? 1 : 0,
        label: read.label,
        ...(!right && { explanation: `The final answer is ${read.label}, not ${wanted.label}.` }),
      };
    };
  },
};
