import { seededRandom } from '../../src/base/random.ts';

const words =
  "the a an cat dog sat on mat 3.14 1,000 well-known don't (maybe) “yes” Hello, world! e.g. 5-6 naïve Straße 東京 x=y a&amp;b U.S. rate: 50% it’s ... end.".split(
    ' ',
  );

export interface SentencePair {
  text: string;
  references: string[];
}

/** Texts with one to three references that share some of their words: for agreement with other implementations. */
export function sentencePairs(count: number): SentencePair[] {
  const random = seededRandom('sentence-pairs');
  const pick = () => words[Math.floor(random() * words.length)] as string;
  const sentence = (length: number) => Array.from({ length }, pick);
  return Array.from({ length: count }, () => {
    const reference = sentence(1 + Math.floor(random() * 14));
    const text = reference.filter(() => random() > 0.2).map((word) => (random() > 0.75 ? pick() : word));
    const others = Array.from({ length: Math.floor(random() * 3) }, () =>
      sentence(1 + Math.floor(random() * 10)),
    );
    return { text: text.join(' '), references: [reference, ...others].map((part) => part.join(' ')) };
  });
}
