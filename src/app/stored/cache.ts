/** Answers that were kept for later runs of the same calls. */
import { join } from 'node:path';
import { z } from 'zod';
import { cacheSize, clearCache as removeAnswers } from '../../run/cache/answer-cache.ts';
import type { AppContext } from '../context.ts';
import { defineUseCase } from '../use-case.ts';

const output = z.object({
  schema: z.literal('assay.cache/1'),
  folder: z.string(),
  cleared: z.boolean(),
  answers: z.int().describe('before they were removed, if they were'),
  bytes: z.int(),
  oldest_ms: z.number().nullable().describe('wall clock, ms since 1970; null: the cache is empty'),
});

async function sizeOf({ dataDir }: AppContext, cleared: boolean): Promise<z.infer<typeof output>> {
  const folder = join(dataDir, 'cache');
  return { schema: 'assay.cache/1', folder, cleared, ...(await cacheSize(folder)) };
}

export const cacheInfo = defineUseCase({
  name: 'cacheInfo',
  summary: 'Tells how many answers are kept for runs with a cache.',
  input: z.strictObject({}),
  output,
  run: (_input, context) => sizeOf(context, false),
});

export const clearCache = defineUseCase({
  name: 'clearCache',
  summary: 'Removes all answers that are kept for runs with a cache.',
  input: z.strictObject({}),
  output,
  async run(_input, context) {
    const size = await sizeOf(context, true);
    await removeAnswers(size.folder);
    return size;
  },
});
