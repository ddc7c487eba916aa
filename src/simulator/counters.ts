/** How often something was seen, for a bounded number of things; the longest unseen are forgotten first. */
export interface Counters {
  get(key: string): number;
  increment(key: string): void;
}

export function createCounters(capacity = 500_000): Counters {
  const counts = new Map<string, number>();
  return {
    get: (key) => counts.get(key) ?? 0,
    increment(key) {
      const count = counts.get(key) ?? 0;
      counts.delete(key);
      counts.set(key, count + 1);
      if (counts.size > capacity) counts.delete(counts.keys().next().value as string);
    },
  };
}
