import { readFileSync } from 'node:fs';
import { l, n } from 'js-rouge';
import { describe, expect, it } from 'vitest';
import { jsonPairs } from '../../../test/made-up/json-pairs.ts';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import { sentencePairs } from '../../../test/made-up/sentence-pairs.ts';
import { commonSequence } from '../common-sequence.ts';
import { countsOf, overlap, runsOf } from '../counts-of.ts';
import { precisionRecall } from '../precision-recall.ts';
import { bleu } from './bleu.ts';
import { chrf } from './chrf.ts';
import { f1 } from './f1.ts';
import { jsonDiff } from './json-diff.ts';
import { splitWords } from '../split-words.ts';
import { rouge } from './rouge.ts';

/** What other implementations gave for the same made-up inputs; the file says which. */
const reference = JSON.parse(
  readFileSync(new URL('../../../test/made-up/reference-scores.json', import.meta.url), 'utf8'),
) as Record<'bleu' | 'chrf' | 'chrf2' | 'f1' | 'jsonDiff', number[]>;
const pairs = sentencePairs(1000);

async function differing(score: (i: number) => Promise<number | null>, theirs: number[]): Promise<number[]> {
  const places: number[] = [];
  for (let i = 0; i < theirs.length; i++) {
    if (Math.abs(((await score(i)) ?? Number.NaN) - (theirs[i] as number)) <= 2e-6) continue;
    places.push(i);
  }
  return places;
}

describe('agreement on 1,000 generated inputs', () => {
  const on =
    (kind: Parameters<typeof valueOf>[0], options = {}) =>
    (i: number) =>
      valueOf(kind, pairs[i]?.text ?? '', pairs[i]?.references, options);
  it('bleu with sacreBLEU', async () => {
    expect(reference.bleu).toHaveLength(1000);
    expect(await differing(on(bleu), reference.bleu)).toEqual([]);
  });
  it('chrf and chrF++ with sacreBLEU', async () => {
    expect(await differing(on(chrf), reference.chrf)).toEqual([]);
    expect(await differing(on(chrf, { wordOrder: 2 }), reference.chrf2)).toEqual([]);
  });
  it('f1 with the SQuAD script, but where punctuation is not ASCII or there are no spaces between words', async () => {
    const others = await differing(on(f1), reference.f1);
    const ascii = (text: string) =>
      !/[“”’\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
    expect(
      others.filter((i) => [pairs[i]?.text ?? '', ...(pairs[i]?.references ?? [])].every(ascii)),
    ).toEqual([]);
  });
  it('json-diff with autoevals', async () => {
    const values = jsonPairs(1000);
    const score = async (i: number) => {
      const [answer, expected] = values[i] as [unknown, unknown];
      return (await scoreWith(jsonDiff, { answer: JSON.stringify(answer), expected })).value;
    };
    expect(await differing(score, reference.jsonDiff)).toEqual([]);
  });
  it('rouge with its definition', async () => {
    const words = (text: string) =>
      splitWords(
        text
          .normalize('NFC')
          .toLowerCase()
          .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
      );
    for (const { text, references } of pairs) {
      const [ours, theirs] = [words(text), words(references[0] ?? '')];
      if (theirs.length === 0) continue;
      const longest = precisionRecall(commonSequence(ours, theirs), ours.length, theirs.length).f1;
      const [single] = references;
      expect(await valueOf(rouge, text, single)).toBeCloseTo(longest, 9);
      const unigrams = overlap(countsOf(runsOf(ours, 1)), countsOf(runsOf(theirs, 1)));
      const share = precisionRecall(unigrams, ours.length, theirs.length).f1;
      expect(await valueOf(rouge, text, single, { variant: '1' })).toBeCloseTo(share, 9);
    }
  });
});

describe('rouge', () => {
  it('is what js-rouge gives for the same words', async () => {
    const text = 'police kill the gunman';
    const wanted = 'police killed the gunman';
    expect(await valueOf(rouge, text, wanted)).toBeCloseTo(l(text, wanted), 12);
    expect(await valueOf(rouge, text, wanted, { variant: '2' })).toBeCloseTo(n(text, wanted, { n: 2 }), 12);
  });
  it('tells wrong from what cannot be compared', async () => {
    expect(await valueOf(rouge, '', 'a b')).toBe(0);
    expect(await valueOf(rouge, 'a b', '…')).toBeNull();
    expect(await valueOf(rouge, 'a b', 'one', { variant: '2' })).toBeNull();
    expect(await valueOf(rouge, 'a b', ['x y', 'a b'], { variant: '2' })).toBe(1);
    expect(await valueOf(rouge, 'a b')).toBeNull();
  });
});

describe('bleu and chrf', () => {
  it('are 1 for the same text and 0 for nothing in common', async () => {
    for (const kind of [bleu, chrf]) {
      expect(await valueOf(kind, 'The cat sat on the mat.', 'The cat sat on the mat.')).toBeCloseTo(1, 12);
      expect(await valueOf(kind, 'xyz', 'ab')).toBe(0);
      expect(await valueOf(kind, '', 'ab')).toBe(0);
      expect(await valueOf(kind, 'ab', ' ')).toBeNull();
      expect(await valueOf(kind, 'ab')).toBeNull();
    }
  });
});
