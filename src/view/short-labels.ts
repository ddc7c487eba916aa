/** Labels without the parts before a slash that they all share, for narrow columns and crowded charts. */
export function shortLabels(labels: readonly string[]): string[] {
  const first = labels[0]?.split('/') ?? [];
  let shared = 0;
  // The last part always stays: it is the name itself.
  while (
    labels.length > 1 &&
    labels.every((label) => {
      const parts = label.split('/');
      return shared < parts.length - 1 && parts[shared] === first[shared];
    })
  )
    shared += 1;
  return labels.map((label) => label.split('/').slice(shared).join('/'));
}
