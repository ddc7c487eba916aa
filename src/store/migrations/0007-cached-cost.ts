/** Answers from the cache were stored at no cost. What they cost when they were given is not in the row: unknown, until the run is rebuilt. */
export function cachedCost(): string[] {
  return [
    "ALTER TABLE samples UPDATE cost_nanousd = NULL WHERE usage_source = 'cached' AND cost_nanousd = 0",
  ];
}
