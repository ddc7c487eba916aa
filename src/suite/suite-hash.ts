import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';
import type { Suite } from '../contract/suite.ts';

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/**
 * SHA-256 of what results may be compared on: cases with their tools and scorers, and prompts, in whatever order they
 * stand. Name, description, targets and limits do not count. Taken case by case: as one text, a suite of 200,000 cases and its
 * sorted copy are 200 MB.
 */
export function suiteHash({ cases, prompts }: Pick<Suite, 'cases' | 'prompts'>): string {
  const hash = createHash('sha256').update('{"cases":[');
  for (const [i, { index: _index, ...content }] of cases.toSorted(byId).entries())
    hash.update((i === 0 ? '' : ',') + canonicalJson(content));
  return hash.update(`],"prompts":${canonicalJson(prompts.toSorted(byId))}}`).digest('hex');
}
