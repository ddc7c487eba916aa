/** Where a call comes from: a benchmark of ours, traffic of an application, or another tool's file. No schema: help names the words and loads none. */
export const sampleSources = ['benchmark', 'production', 'imported'] as const;
export type SampleSource = (typeof sampleSources)[number];

/** Of runs that name none. */
export const defaultProject = 'default';
