import { z } from 'zod/mini';
import { bucketNames, historySplits } from '../../../../src/contract/history-names.ts';

const word = z.catch(z.optional(z.string()), undefined);

/** Days from now back, as words of an address. */
export const periods = {
  '14': '2 weeks',
  '30': '30 days',
  '90': '90 days',
  '400': '400 days',
  '1826': '5 years',
};
export type Period = keyof typeof periods;
export const defaultPeriod: Period = '90';

/** What of the page stands in the address. A value that makes no sense is dropped. */
export const historySearchSchema = z.object({
  metric: word,
  /** Labels of targets or parts of them, with commas between. */
  targets: word,
  suite: word,
  days: z.catch(z.optional(z.enum(['14', '30', '90', '400', '1826'])), undefined),
  bucket: z.catch(z.optional(z.enum(bucketNames)), undefined),
  by: z.catch(z.optional(z.enum(historySplits)), undefined),
});
export type HistorySearch = z.infer<typeof historySearchSchema>;

export const targetsIn = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
