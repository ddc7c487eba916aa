import type { Suite } from '../contract/suite.ts';
import { contentHash } from './content-hash.ts';

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/**
 * SHA-256 of what results may be compared on: cases with their tools and scorers, and prompts, in whatever order they
 * stand. Name, description, targets and limits do not count.
 */
export function suiteHash({ cases, prompts }: Pick<Suite, 'cases' | 'prompts'>): string {
  const contents = cases.map(({ index: _index, ...content }) => content);
  return contentHash({ cases: contents.sort(byId), prompts: [...prompts].sort(byId) });
}
