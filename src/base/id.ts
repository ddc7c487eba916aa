import { parse, v5, v7 } from 'uuid';

const namespace = parse('8b9f6a52-5a0c-5d86-9b7e-3f1f0c1a7a11');

/** The same parts always give the same id (uuid v5). */
export function stableId(...parts: (string | number)[]): string {
  return v5(JSON.stringify(parts), namespace);
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** As both kinds above are: a UUID in lower case, and so a safe name of a folder. */
export const isId = (text: string): boolean => uuid.test(text);

/** A new id that sorts by time (uuid v7). */
export function newId(): string {
  return v7();
}
