/** `assay --help`, built: the median of 15 starts, beside Node doing nothing. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { conclude } from './support/verdict.ts';

function start(args: string[]): number {
  const from = performance.now();
  const { status } = spawnSync(process.execPath, args, {
    env: { ...process.env, ASSAY_DIST: '1', NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}`);
  return performance.now() - from;
}
const medianOf = (args: string[]) =>
  quantile(
    Array.from({ length: 15 }, () => start(args)),
    0.5,
  );

const help = [join(root, 'bin/assay.js'), '--help'];
start(help); // fills the compile cache, as the first start on a machine does
const help_ms = medianOf(help);
conclude('startup', { help: help_ms < 150 }, { help_ms, node_ms: medianOf(['-e', '0']) });
