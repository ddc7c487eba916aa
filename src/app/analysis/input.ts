/** Fields that several use cases take: numbers for programs, or text as a person writes it in a command line or an address. */
import { z } from 'zod';

/** A run's id, a prefix of it, or `latest`. */
export const runId = z
  .string('a run id')
  .max(300)
  .default('latest')
  .describe('id, a prefix of it, or `latest`');

/** A fraction from 0 to 1; as text also `3%`, `3 points`. What the text means is decided where it is used. */
export const fraction = z.union([z.number(), z.string().max(100)], 'a fraction, e.g. 0.03 or 3%');

export const amount = z.union([z.number(), z.string().max(100)], 'a number');

export const word = z.string('a text').max(2000);
