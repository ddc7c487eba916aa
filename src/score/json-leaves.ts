/** Deeper than any text is nested: a value that holds itself. */
const mostDepth = 200_000;

/**
 * Paths of the leaves in order: scalars, and empty objects and arrays; `path` is `lines.0.price`. Without recursion: an answer may
 * be nested deeper than a stack is. Throws when the value holds itself.
 */
export function jsonLeaves(value: unknown): { path: string; value: unknown }[] {
  const leaves: { path: string; value: unknown }[] = [];
  const open = [{ path: '', value, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, depth } = next;
    if (depth > mostDepth) throw new Error('the value holds itself');
    const inside =
      typeof next.value === 'object' && next.value !== null ? Object.entries(next.value).reverse() : [];
    if (inside.length === 0) leaves.push({ path, value: next.value });
    for (const [key, item] of inside)
      open.push({ path: path === '' ? key : `${path}.${key}`, value: item, depth: depth + 1 });
  }
  return leaves;
}
