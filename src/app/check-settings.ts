import { z } from 'zod';
import { parseInput } from './use-case.ts';

const text = (what: string) => z.string(what).min(1, what);
const callback = z.custom<never>((value) => typeof value === 'function', 'a function');

/** What a program may say of where and how a use case works. */
const settingsSchema = z.strictObject({
  dataDir: text('a folder').optional(),
  results: text('the URL of a ClickHouse server').optional(),
  control: text('the URL of a PostgreSQL database').optional(),
  cwd: text('a folder').optional(),
  filesWithin: text('a folder').optional(),
  env: z.record(z.string(), z.string().optional(), 'variables by name').optional(),
  labeller: text('a name').optional(),
  notify: callback.optional(),
  onProgress: callback.optional(),
  signal: z.instanceof(AbortSignal, { error: 'an AbortSignal' }).optional(),
});

/** Throws one `usage` with every setting that cannot be used. */
export const checkSettings = (settings: unknown): void => void parseInput(settingsSchema, settings);
