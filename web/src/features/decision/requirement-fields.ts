/** Fields of the form with their units, and what they ask of the server. */
import { readQuantity, type QuantityKind } from '../../lib/quantity.ts';
import type { WishSearch } from './requirement-search.ts';

export interface WishField {
  name: keyof WishSearch;
  label: string;
  placeholder: string;
  kind: QuantityKind;
}

export const wishFields: WishField[] = [
  { name: 'margin', label: 'Non-inferiority margin', placeholder: '3 points', kind: 'points' },
  { name: 'p95', label: 'Max p95 (ms)', placeholder: 'any', kind: 'duration' },
  { name: 'errors', label: 'Max error rate (%)', placeholder: '5', kind: 'share' },
  { name: 'truncated', label: 'Max truncated (%)', placeholder: '5', kind: 'share' },
  { name: 'per1k', label: 'Max $ per 1,000 calls', placeholder: 'any', kind: 'money' },
  { name: 'calls', label: 'Calls a month', placeholder: 'unknown', kind: 'count' },
];

export interface ReadWishes {
  /** As the server reads them; `null`: some field is wrong, and nothing is asked. */
  query: WishSearch | null;
  problems: Partial<Record<keyof WishSearch, string>>;
  /** What a field means, where it does not say so itself. */
  meanings: Partial<Record<keyof WishSearch, string>>;
}

export function readWishes(wishes: WishSearch): ReadWishes {
  const query = { ...wishes };
  const read: ReadWishes = { query, problems: {}, meanings: {} };
  for (const { name, kind } of wishFields) {
    const given = wishes[name];
    if (given === undefined || given.trim() === '') continue;
    const quantity = readQuantity(kind, given);
    if ('problem' in quantity) {
      read.problems[name] = quantity.problem;
      read.query = null;
      continue;
    }
    query[name] = quantity.text;
    if (quantity.means !== given.trim()) read.meanings[name] = quantity.means;
  }
  return read;
}
