/** Fields of the form with their units, and what they ask of the server. */
import { readQuantity, type QuantityKind } from '../../../../src/view/quantity.ts';
import type { RequirementSearch } from './requirement-search.ts';

export interface RequirementField {
  name: Exclude<keyof RequirementSearch, 'by'>;
  label: string;
  placeholder: string;
  kind: QuantityKind;
}

export const requirementFields: RequirementField[] = [
  { name: 'margin', label: 'Non-inferiority margin', placeholder: '3 points', kind: 'points' },
  { name: 'maxP95', label: 'Max p95 (ms)', placeholder: 'any', kind: 'duration' },
  { name: 'maxErrors', label: 'Max error rate (%)', placeholder: '5', kind: 'share' },
  { name: 'maxTruncated', label: 'Max truncated (%)', placeholder: '5', kind: 'share' },
  { name: 'maxPer1k', label: 'Max $ per 1,000 calls', placeholder: 'any', kind: 'money' },
  { name: 'calls', label: 'Calls a month', placeholder: 'unknown', kind: 'count' },
];

export interface ReadRequirements {
  /** As the server reads them; `null`: some field is wrong, and nothing is asked. */
  query: RequirementSearch | null;
  problems: Partial<Record<keyof RequirementSearch, string>>;
  /** What a field means, where it does not say so itself. */
  meanings: Partial<Record<keyof RequirementSearch, string>>;
}

export function readRequirements(requirements: RequirementSearch): ReadRequirements {
  const query = { ...requirements };
  const read: ReadRequirements = { query, problems: {}, meanings: {} };
  for (const { name, kind } of requirementFields) {
    const given = requirements[name];
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
