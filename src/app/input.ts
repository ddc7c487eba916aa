/** Fields that several use cases take: numbers for programs, or text as a person writes it in a command line or an address. */
import { z } from 'zod';

/** Which run. */
export const runInput = z
  .string('a run id')
  .min(1)
  .max(300)
  .default('latest')
  .describe('id of a run, or its beginning; default: the latest');

/** A fraction from 0 to 1; as text also `3%`, `3 points`. What the text means is decided where it is used. */
export const fraction = z.union([z.number(), z.string().min(1).max(100)], 'a fraction, e.g. 0.03 or 3%');

export const amount = z.union([z.number(), z.string().min(1).max(100)], 'a number');

export const word = z.string('a text').max(2000);
