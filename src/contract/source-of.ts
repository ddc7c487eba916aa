import type { Run } from './run.ts';
import type { SampleSource } from './sample-source.ts';

/** Runs stored before sources were: targets of imported ones have no time limit. */
export const sourceOf = ({ source, targets }: Pick<Run, 'source' | 'targets'>): SampleSource =>
  source ??
  (targets.length > 0 && targets.every(({ limits }) => limits.timeoutMs === 0) ? 'imported' : 'benchmark');
