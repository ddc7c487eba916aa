/** The words that a history is asked with: help names them, and needs no schema for it. */

/** What a line over time may be split by, besides target, suite and version of the suite. */
export const historySplits = ['category', 'tag', 'host', 'tier', 'region'] as const;

export const bucketNames = ['hour', 'day', 'week'] as const;
