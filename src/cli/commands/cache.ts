import { cacheInfo, clearCache } from '../../app/stored/cache.ts';
import { bytesText, formatCounted } from '../../view/format.ts';
import type { RunCommand } from '../command.ts';
import type { cacheSpec } from '../specs/stored.ts';

export const run: RunCommand<typeof cacheSpec> = async (_args, { clear }, context) => {
  const info = await (clear ? clearCache : cacheInfo)({}, context);
  if (context.json) context.print(JSON.stringify(info, null, 2));
  else if (info.answers === 0) context.print('The cache is empty; `assay run SUITE --cache` fills it.');
  else {
    const kept = `${formatCounted(info.answers, 'answer')}, ${bytesText(info.bytes)}`;
    context.print(clear ? `${kept}: removed` : `${kept} in ${info.folder}`);
  }
  return 'ok';
};
