import { caseFolded } from './text-form.ts';

const articles = /(?<![\p{L}\p{N}])(?:an?|the)(?![\p{L}\p{N}])/gu;

/**
 * A text as SQuAD compares it: lower case, without punctuation, articles and spare white space. Unlike there, compatibility
 * forms (`ﬁ`, `２`) are resolved and punctuation of every script counts.
 */
export function normalForm(text: string, options: { articles?: boolean; accents?: boolean } = {}): string {
  const { articles: dropArticles = true, accents: keepAccents = true } = options;
  const visible = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const composed = caseFolded(visible).normalize('NFC');
  const letters = keepAccents ? composed : composed.normalize('NFD').replace(/\p{M}/gu, '');
  const bare = letters.replace(/[\p{P}$+<=>^`|~]/gu, '');
  return (dropArticles ? bare.replace(articles, ' ') : bare).trim().replace(/\s+/g, ' ');
}
