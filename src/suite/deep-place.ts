import { CST, Parser } from 'yaml';

/** The depth of a collection is 1 in a document. */
function firstBeyond(token: CST.Token | null | undefined, depth: number, maxDepth: number): number | null {
  if (!token) return null;
  if (token.type === 'document') return firstBeyond(token.value, depth, maxDepth);
  if (!CST.isCollection(token)) return null;
  if (depth >= maxDepth) return token.offset;
  for (const { key, value } of token.items) {
    const place = firstBeyond(key, depth + 1, maxDepth) ?? firstBeyond(value, depth + 1, maxDepth);
    if (place !== null) return place;
  }
  return null;
}

/** Where a YAML or JSON text is first nested more than `maxDepth` deep; `null`: nowhere. No depth is too much for it. */
export function deepPlace(text: string, maxDepth: number): number | null {
  for (const token of new Parser().parse(text)) {
    const place = firstBeyond(token, 0, maxDepth);
    if (place !== null) return place;
  }
  return null;
}
