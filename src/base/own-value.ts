/** What a record holds under a name that somebody else chose: `constructor` and `toString` are in every object, and mean nothing there. */
export const ownValue = <Value>(
  record: Readonly<Record<string, Value>> | null | undefined,
  name: string,
): Value | undefined =>
  record !== null && record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
