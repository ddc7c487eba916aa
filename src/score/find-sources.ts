import { isObject } from './deep-match.ts';

export interface Source {
  id: string;
  text: string;
}

/** The context of a case: a text, a list of texts (called 1, 2, …), or of {id, text}; `null` for anything else. */
export function findSources(context: unknown): Source[] | null {
  const list = typeof context === 'string' ? [context] : context;
  if (!Array.isArray(list) || list.length === 0) return null;
  const sources = list.map((item: unknown, i): Source | null => {
    if (typeof item === 'string') return { id: String(i + 1), text: item };
    if (!isObject(item)) return null;
    const text = item['text'] ?? item['content'];
    const id = item['id'] ?? i + 1;
    return typeof text === 'string' && (typeof id === 'string' || typeof id === 'number')
      ? { id: String(id), text }
      : null;
  });
  return sources.every((source) => source !== null) ? sources : null;
}
