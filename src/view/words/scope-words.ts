import type { Requirements } from '../../contract/recommendation.ts';

/** What a claim is about: the cases asked, or others of their kind too. */
export const scopeWords: Record<Requirements['scope'], string> = {
  work: 'generalizes to similar work',
  suite: 'this suite only',
};
