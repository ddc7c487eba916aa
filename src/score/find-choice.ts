import { escapePattern } from '../base/escape-pattern.ts';
import { answerStatements } from './answer-statements.ts';

/** “A nice day”, but not “A or B”, “A is right”. */
const articleContext = /^\s(?!(?:or|and|nor|is|was|but|because|since|as)\b)\p{Ll}/u;

/** Looks for one of given labels in answers. */
export interface ChoiceFinder {
  /** The label chosen; `several` when the text names more than one and says nowhere which; `null` for none. */
  find(text: string): { label: string } | 'several' | null;
}

/**
 * Order: the whole answer, what follows an answer marker, a label that opens the text (`B) …`), the only label named.
 * In running text a single letter counts in capitals and not as the article “A” or the pronoun “I”.
 */
export function createChoiceFinder(labels: readonly string[]): ChoiceFinder {
  const byKey = new Map(labels.map((label) => [label.toLowerCase(), label]));
  const longest = Math.max(...labels.map((label) => label.length));
  // Longer ones first: “very good” is not “good”.
  const either = [...labels]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|');
  const standing = new RegExp(String.raw`(?<![\p{L}\d_])(?:${either})(?![\p{L}\d_])`, 'giu');
  const opening = new RegExp(
    String.raw`^[\s*_("'\[]{0,8}(${either})(?:[*_"'\]]{0,4}[).:,]|[*_"'\]]{0,4}\s*(?:\n|$))`,
    'iu',
  );

  const labelOf = (word: string) => byKey.get(word.toLowerCase()) as string;

  /** Labels in order of mention, words that only look like one left out. */
  function* mentions(text: string, capitalsOnly: boolean): Generator<string> {
    for (const match of text.matchAll(standing)) {
      const word = match[0];
      if (word.length === 1) {
        if (capitalsOnly && word !== word.toUpperCase()) continue;
        const article =
          /^[ai]$/i.test(word) && articleContext.test(text.slice(match.index + 1, match.index + 12));
        if (article) continue;
      }
      yield labelOf(word);
    }
  }

  return {
    find(text) {
      const short = text.trim();
      if (short.length < longest + 16) {
        const bare = short.replace(/^[\s*_("'[{`]+/, '').replace(/[\s*_)"'\]}.`]+$/, '');
        if (byKey.has(bare.toLowerCase())) return { label: labelOf(bare) };
      }
      for (const statement of answerStatements(text, false)) {
        for (const label of mentions(statement, false)) return { label };
      }
      const first = opening.exec(text);
      if (first) return { label: labelOf(first[1] as string) };
      const [only, ...others] = new Set(mentions(text, true));
      if (others.length > 0) return 'several';
      return only === undefined ? null : { label: only };
    },
  };
}
