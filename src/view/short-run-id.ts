/** Enough of a uuid v7 to tell runs apart; every command accepts it. */
export const shortRunId = (runId: string): string => runId.slice(0, 13);
