import { distance } from 'fastest-levenshtein';

/** Letter case, blanks, _ and - do not tell words apart. */
export const plainWord = (word: string): string => word.toLowerCase().replaceAll(/[\s_-]/g, '');

const letters = (word: string) => [...word].sort().join('');

/** Two letters changed round count as one. */
function mistakes(wanted: string, known: string): number {
  if (wanted === known) return 0;
  return letters(wanted) === letters(known) ? 1 : distance(wanted, known);
}

/** The candidate that was probably meant, or `undefined` when none is near: at most a third of the letters differ. */
export function nearSpelling(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plainWord(word);
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const known = plainWord(candidate);
    const far = mistakes(wanted, known);
    const longest = Math.max(wanted.length, known.length);
    if (far < least && far < longest && far <= Math.max(1, Math.floor(longest / 3))) {
      best = candidate;
      least = far;
    }
  }
  return best;
}
