/** Fields that several use cases take: numbers for programs, or text as a person writes it in a command line or an address. */
import { z } from 'zod';
import { servedSplits } from '../contract/served-split.ts';
import { readNumber, type NumberRule } from '../base/number-rule.ts';

/** Which run. */
export const runInput = z
  .string('a run id')
  .min(1, 'a run id')
  .max(300, 'a run id of at most 300 characters')
  .default('latest')
  .describe('id of a run, or its beginning; default: the latest');

/** The bounds as zod's own, which the API description shows. */
function bounded(
  schema: z.ZodNumber,
  { expected, isWhole, min, above, max, below }: NumberRule,
): z.ZodNumber {
  let made = isWhole ? schema.int(expected) : schema;
  if (min !== undefined) made = made.min(min, expected);
  if (above !== undefined) made = made.gt(above, expected);
  if (max !== undefined) made = made.max(max, expected);
  return below === undefined ? made : made.lt(below, expected);
}

/** A number within the bounds that the command line has for it, too. */
export const numberInput = (rule: NumberRule) => bounded(z.number(rule.expected), rule);

/** From an address, where everything is text. */
export const numberOfText = (rule: NumberRule) => bounded(z.coerce.number(rule.expected), rule);

/** The same as text, e.g. from an address: `3%`. */
const numberText = (rule: NumberRule) =>
  z
    .string()
    .max(100, rule.expected)
    .check(({ value, issues }) => {
      const read = readNumber(value, rule);
      if ('expected' in read) issues.push({ code: 'custom', message: read.expected, input: value });
    });

/** What the text means is decided where it is used. */
export const numberOrText = (rule: NumberRule) =>
  z.union([numberInput(rule), numberText(rule)], rule.expected);

export const word = z.string('text').max(2000, 'text of at most 2000 characters');

/** What compares or chooses targets may take each as several. */
export const splitInput = z
  .enum(servedSplits, `one of ${servedSplits.join(', ')}`)
  .optional()
  .describe('each target is one for each host, service tier, region or reasoning effort that served it');

const instantText = 'a date, e.g. 2031-04-01 or 2031-04-01T06:00Z, or ms since 1970';

/** A time as it is written in an address. */
export const writtenInstant = z
  .string(instantText)
  .max(60, instantText)
  .transform((written, { addIssue }) => {
    const ms = /^\d+(\.\d+)?$/.test(written) ? Number(written) : Date.parse(written);
    if (!Number.isNaN(ms)) return ms;
    addIssue({ code: 'custom', message: instantText });
    return z.NEVER;
  });
