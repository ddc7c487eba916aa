/** chrF of one answer as sacreBLEU computes it (character order 6, beta 2, effective order; `wordOrder` 2 is chrF++). */
import { countsOf, overlap, runsOf } from './counts-of.ts';

const charOrder = 6;
const beta = 2;
const punctuation = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** Punctuation at an end of a word is a word of its own; at the last end only, as in the original. */
function wordsOf(text: string): string[] {
  return text.split(/\s+/).flatMap((word) => {
    const letters = [...word];
    if (letters.length < 2) return letters;
    if (punctuation.has(letters.at(-1) as string))
      return [letters.slice(0, -1).join(''), letters.at(-1) as string];
    if (punctuation.has(letters[0] as string)) return [letters[0] as string, letters.slice(1).join('')];
    return [word];
  });
}

type Counts = Map<string, number>;

function runCounts(text: string, wordOrder: number): Counts[] {
  const letters = [...text.replace(/\s+/g, '')];
  const words = wordOrder > 0 ? wordsOf(text) : [];
  return [
    ...Array.from({ length: charOrder }, (_, i) => countsOf(runsOf(letters, i + 1))),
    ...Array.from({ length: wordOrder }, (_, i) => countsOf(runsOf(words, i + 1))),
  ];
}

const sum = (counts: Counts) => [...counts.values()].reduce((total, count) => total + count, 0);

function fScore(ours: Counts[], theirs: Counts[]): number {
  let [precision, recall, orders] = [0, 0, 0];
  ours.forEach((counts, i) => {
    const reference = theirs[i] as Counts;
    const [given, wanted] = [sum(counts), sum(reference)];
    if (given === 0 || wanted === 0) return;
    const common = overlap(counts, reference);
    precision += common / given;
    recall += common / wanted;
    orders++;
  });
  if (precision + recall === 0) return 0;
  const weight = beta ** 2;
  return ((1 + weight) * (precision / orders) * (recall / orders)) / ((weight * precision + recall) / orders);
}

/** From 0 to 1. */
export function chrfScore(text: string, reference: string, wordOrder: number): number {
  return Math.min(1, fScore(runCounts(text, wordOrder), runCounts(reference, wordOrder)));
}
