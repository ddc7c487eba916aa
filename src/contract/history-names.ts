/** The words that a history is asked with: help names them, and needs no schema for it. */

import { servedSplits } from './served-split.ts';

/** What a line over time may be split by, besides target, suite and version of the suite. */
export const historySplits = ['category', 'tag', ...servedSplits] as const;

export const bucketNames = ['hour', 'day', 'week'] as const;

export const bucketMs: Record<(typeof bucketNames)[number], number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
