import { z } from 'zod/mini';
import { bucketNames, historySplits } from '../../../../src/contract/history-names.ts';

const word = z.catch(z.optional(z.string()), undefined);

const date = z.catch(
  z.optional(z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))))),
  undefined,
);

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
  /** Dates, UTC; they go before `days`. */
  since: date,
  until: date,
  bucket: z.catch(z.optional(z.enum(bucketNames)), undefined),
  by: z.catch(z.optional(z.enum(historySplits)), undefined),
  category: word,
  tag: word,
  host: word,
  tier: word,
  region: word,
  effort: word,
  /** Versions of the suite as one line, of the cases that all of them have. */
  shared: z.catch(z.optional(z.enum(['yes'])), undefined),
});
export type HistorySearch = z.infer<typeof historySearchSchema>;

const dayMs = 86_400_000;

/** From when to when; without an end up to now. */
export function periodOf(
  { since, until, days }: Pick<HistorySearch, 'since' | 'until' | 'days'>,
  nowMs: number,
): { sinceMs: number; untilMs: number | undefined } {
  const untilMs = until === undefined ? undefined : Date.parse(until);
  const back = Number(days ?? defaultPeriod) * dayMs;
  return {
    sinceMs: since === undefined ? (untilMs ?? nowMs) - back : Date.parse(since),
    untilMs,
  };
}

export const targetsIn = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
