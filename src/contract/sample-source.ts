/** Where a call comes from: a benchmark of ours, traffic of an application, or another tool's file. */
import { z } from 'zod';

export const sampleSources = ['benchmark', 'production', 'imported'] as const;
export const sampleSourceSchema = z.enum(sampleSources);
export type SampleSource = z.infer<typeof sampleSourceSchema>;

/** Of runs that name none. */
export const defaultProject = 'default';
