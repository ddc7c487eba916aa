/** Addresses a person can read and edit: plain `?name=value`, every value a string, nothing for what is not set; a list is a name several times. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(values: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const each of [value].flat()) if (typeof each === 'string' && each !== '') params.append(name, each);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
