/** A report reads the same everywhere: instants are in UTC, `2031-04-05 16:07 UTC`. */
export const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
