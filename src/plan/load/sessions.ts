import { z } from 'zod';
import { poissonArrivals } from './poisson.ts';
import { once, type LoadShape } from './shape.ts';

const options = z.strictObject({
  rate: z.number().positive().max(100_000).describe('mean new sessions per second'),
  turns: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe('calls per session; each includes the conversation so far'),
  thinkSeconds: z.number().min(0).optional().describe('between an answer and the next turn; default 0'),
});

export const sessions: LoadShape<z.infer<typeof options>> = {
  word: 'sessions',
  summary: 'conversations of several turns that start independently of each other',
  options,
  next: once(({ rate, turns, thinkSeconds = 0 }, { totalMs, seed }) => ({
    arrivals: poissonArrivals(rate, totalMs, seed),
    turns: { count: turns, thinkMs: thinkSeconds * 1000 },
  })),
};
