/** Fields in the order of their names; those that look like an index come first, by number, as objects have them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]),
  );
}

/** JSON with sorted keys and without absent fields: equal values give equal text, however they were written. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value)) ?? 'null';
