/** Scripts whose characters are counted one by one, and scripts whose words only a dictionary tells apart. */
const oneByOne = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const runs =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const byDictionary = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let segmenter: Intl.Segmenter | undefined;

/** Words as they stand between spaces; of scripts that put none, characters (Chinese, Japanese) or words of a dictionary (Thai, Lao, Khmer, Burmese). */
export function splitWords(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (!oneByOne.test(word) && !byDictionary.test(word)) return [word];
    return (word.match(runs) ?? []).flatMap((run) => {
      if (!byDictionary.test(run)) return [run];
      segmenter ??= new Intl.Segmenter('th', { granularity: 'word' });
      return [...segmenter.segment(run)].map(({ segment }) => segment);
    });
  });
}
