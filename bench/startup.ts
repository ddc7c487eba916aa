/** `assay --help`, built: the median of 15 starts, as a ratio to Node doing nothing. */
import { join } from 'node:path';
import { root } from './support/assay-process.ts';
import { bareStartMs, startMs } from './support/reference.ts';
import { alternate, isTooNoisy, warnOfNoise } from './support/rounds.ts';
import { conclude } from './support/verdict.ts';

const help = [join(root, 'bin/assay.js'), '--help'];
/** Most times what Node takes to start. */
const most = 3.5;

const measured = await alternate({ help: () => startMs(help, { ASSAY_DIST: '1' }), node: bareStartMs }, 15, [
  'node',
]);
warnOfNoise(measured);
const { help: help_ms, node: node_ms } = measured.medians;
const ratio = help_ms / node_ms;
conclude(
  'startup',
  { help: ratio < most },
  { help_ms, node_ms, ratio, most, noise: measured.noise, too_noisy: isTooNoisy(measured) },
);
