/** Labels without the part before a slash that they all share, for narrow columns. */
export function shortLabels(labels: readonly string[]): string[] {
  const prefix = /^.*\//.exec(labels[0] ?? '')?.[0] ?? '';
  return labels.length > 1 && labels.every((label) => label.startsWith(prefix))
    ? labels.map((label) => label.slice(prefix.length))
    : [...labels];
}
