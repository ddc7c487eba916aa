/** Where a call comes from: a benchmark of ours, traffic of an application, or another tool's file. */
import { z } from 'zod';
import type { Run } from './run.ts';

export const sampleSources = ['benchmark', 'production', 'imported'] as const;
export const sampleSourceSchema = z.enum(sampleSources);
export type SampleSource = z.infer<typeof sampleSourceSchema>;

/** Runs stored before sources were: targets of imported ones have no time limit. */
export const sourceOf = ({ source, targets }: Pick<Run, 'source' | 'targets'>): SampleSource =>
  source ??
  (targets.length > 0 && targets.every(({ limits }) => limits.timeoutMs === 0) ? 'imported' : 'benchmark');

/** Of runs that name none. */
export const defaultProject = 'default';
