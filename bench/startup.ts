/** `assay --help`, built: the median of 15 starts, as a ratio to Node doing nothing. */
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
const help = [join(root, 'bin/assay.js'), '--help'];
const nothing = ['-e', '0'];
/** Most times what Node takes to start. */
const most = 3.5;

start(help); // fills the compile cache, as the first start on a machine does
// in turns, so that whatever else the machine does slows both
const pairs = Array.from({ length: 15 }, () => ({ help: start(help), node: start(nothing) }));
const medianOf = (name: 'help' | 'node') =>
  quantile(
    pairs.map((pair) => pair[name]),
    0.5,
  );
const [help_ms, node_ms] = [medianOf('help'), medianOf('node')];
const ratio = help_ms / node_ms;
conclude('startup', { help: ratio < most }, { help_ms, node_ms, ratio, most });
