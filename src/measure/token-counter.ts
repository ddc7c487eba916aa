/** Counts tokens in o200k_base: one common measure for the answers of all models, and a check on what providers report. */

export type CountTokens = (text: string) => number;

/** The encoder's time grows with the square of a run without spaces, so long texts are counted in slices; each cut may add one token. */
const sliceLength = 2000;
/** Short answers ("positive", "42") come again and again. */
const maxKeptLength = 200;
const maxKept = 5000;

/**
 * Loads the vocabulary: once, about 0.1 s and 60 MB, so before measuring begins. Special tokens in a text are counted as
 * the plain text they are.
 */
export async function loadTokenCounter(): Promise<CountTokens> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const plain = { disallowedSpecial: new Set<string>() };
  const kept = new Map<string, number>();

  function countWhole(text: string): number {
    let count = 0;
    for (let at = 0; at < text.length; at += sliceLength)
      count += countTokens(text.slice(at, at + sliceLength), plain);
    return count;
  }
  return (text) => {
    if (text.length > maxKeptLength) return countWhole(text);
    let count = kept.get(text);
    if (count === undefined) {
      count = countWhole(text);
      if (kept.size >= maxKept) kept.clear();
      kept.set(text, count);
    }
    return count;
  };
}
