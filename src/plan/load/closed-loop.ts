import { z } from 'zod';
import { once, type LoadShape } from './shape.ts';

const options = z.strictObject({
  users: z.number().int().positive().max(16_384),
  thinkSeconds: z.number().min(0).optional().describe('between an answer and the next call; default 0'),
});

export const closedLoop: LoadShape<z.infer<typeof options>> = {
  word: 'closed-loop',
  summary: '`users` users, each waits for its answer, thinks, and calls again',
  options,
  next: once(({ users, thinkSeconds = 0 }) => ({ users: { count: users, thinkMs: thinkSeconds * 1000 } })),
};
