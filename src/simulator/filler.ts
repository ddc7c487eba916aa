/** Text that says nothing: no digit, no label, no word an answer could be mistaken for. */
import type { Random } from '../base/random.ts';
import { tokensOf } from './pieces.ts';

const openings = [
  'Looking at what was asked',
  'Going through the details one at a time',
  'Reading the request with care',
  'Taking the given material as it stands',
  'Weighing what is stated against what is implied',
  'Working from the text alone',
];
const middles = [
  'the relevant part stands out once the rest is set aside',
  'most of the surrounding wording turns out to be background',
  'the deciding point is named only briefly',
  'each step follows from the one before it',
  'the wording leaves little room for another reading',
  'the remaining candidates fall away quickly',
];
const endings = [
  'which settles the matter',
  'and that is what the conclusion rests on',
  'so the rest follows directly',
  'and the later parts of the text agree with it',
  'which can be checked by reading it again',
];

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Whole sentences of at least `tokens` tokens. */
export function fillerText(tokens: number, random: Random): string {
  const sentences: string[] = [];
  let count = 0;
  while (count < tokens) {
    const sentence = `${pick(openings, random)}, ${pick(middles, random)}, ${pick(endings, random)}.`;
    count += tokensOf(sentence).length;
    sentences.push(sentence);
  }
  return sentences.join(' ');
}
