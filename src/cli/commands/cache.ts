import { join } from 'node:path';
import { formatCounted, formatNumber } from '../../report/format.ts';
import { cacheSize, clearCache } from '../../run/cache/answer-cache.ts';
import type { RunCommand } from '../command.ts';
import type { cacheSpec } from '../specs/stored.ts';

/** What the cache of answers holds; with --clear it is empty afterwards. */
export const run: RunCommand<typeof cacheSpec> = async (_args, options, context) => {
  const folder = join(context.dataDir, 'cache');
  const size = await cacheSize(folder);
  const cleared = options.clear;
  if (cleared) await clearCache(folder);
  if (context.json)
    context.print(JSON.stringify({ schema: 'assay.cache/1', folder, cleared, ...size }, null, 2));
  else if (size.answers === 0) context.print('The cache is empty; `assay run SUITE --cache` fills it.');
  else {
    const held = `${formatCounted(size.answers, 'answer')}, ${formatNumber(size.bytes / 1e6)} MB`;
    context.print(cleared ? `${held}: removed` : `${held} in ${folder}`);
  }
  return 'ok';
};
