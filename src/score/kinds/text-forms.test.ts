import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreWith, valueOf } from '../../../test/made-up/score-with.ts';
import type { ScorerKind } from '../../contract/score.ts';
import { bleu } from './bleu.ts';
import { chrf } from './chrf.ts';
import { contains } from './contains.ts';
import { exact } from './exact.ts';
import { f1 } from './f1.ts';
import { jsonDiff } from './json-diff.ts';
import { jsonMatch } from './json-match.ts';
import { levenshtein } from './levenshtein.ts';
import { listMatch } from './list-match.ts';
import { normalised } from './normalised.ts';
import { refusal } from './refusal.ts';
import { regex } from './regex.ts';
import { rouge } from './rouge.ts';
import { setMatch } from './set-match.ts';
import { startsWith } from './starts-with.ts';

const decomposed = 'Cafe\u0301 Mu\u0308nchen';
const composed = 'Café München';

describe('composed and decomposed letters', () => {
  const kinds: [ScorerKind, Record<string, unknown>][] = [
    [exact, {}],
    [exact, { lookalikes: false }],
    [normalised, {}],
    [contains, { lookalikes: false }],
    [startsWith, { lookalikes: false }],
    [f1, {}],
    [levenshtein, {}],
    [rouge, {}],
    [chrf, {}],
    [regex, { pattern: `^${composed}$` }],
  ];
  it.each(kinds.map(([kind, options]) => [kind.type, kind, options] as const))(
    '%s takes them for the same',
    async (_type, kind, options) => {
      expect(await valueOf(kind, decomposed, composed, options)).toBeCloseTo(1, 9);
      expect(await valueOf(kind, composed, decomposed, options)).toBeCloseTo(1, 9);
    },
  );
  it('in lists, JSON and BLEU, too', async () => {
    const long = `${decomposed} is a nice place to be`;
    expect(await valueOf(bleu, long, long.normalize('NFC'))).toBeCloseTo(1, 9);
    expect(await valueOf(setMatch, decomposed, [composed])).toBe(1);
    expect(await valueOf(listMatch, decomposed, [composed])).toBe(1);
    expect(
      await valueOf(jsonMatch, JSON.stringify({ n: decomposed }), { n: composed }, { ignoreCase: false }),
    ).toBe(1);
    expect(await valueOf(jsonDiff, JSON.stringify([decomposed]), [composed])).toBe(1);
  });
});

describe('characters that look alike', () => {
  const rows: [string, string][] = [
    ['don’t', "don't"],
    ['“yes”', '"yes"'],
    ['10\u00a0km', '10 km'],
    ['10\u202fkm', '10 km'],
    ['New\u2011York', 'New-York'],
    ['2020–2021', '2020-2021'],
    ['New\u200b York', 'New York'],
    ['ＡＢＣ', 'ABC'],
    ['wait…', 'wait...'],
    ['𝐋𝐢𝐦𝐚', 'Lima'],
    ['ﾘﾏ', 'リマ'],
  ];
  it.each(rows)('%j is %j by default and named when asked for letter by letter', async (answer, expected) => {
    for (const kind of [exact, contains, startsWith]) {
      expect(await valueOf(kind, answer, expected)).toBe(1);
      expect(await valueOf(kind, expected, answer)).toBe(1);
      expect(await valueOf(kind, answer, expected, { lookalikes: false })).toBe(0);
    }
    for (const kind of [exact, contains])
      expect(
        (await scoreWith(kind, { answer, expected, options: { lookalikes: false } })).explanation,
      ).toMatch(/differs only in typographic characters/);
  });
  it('takes the micro sign for the letter', async () => {
    expect(await valueOf(exact, '5 µm', '5 μm')).toBe(1);
    expect(await valueOf(exact, '5 µm', '5 μm', { lookalikes: false })).toBe(0);
  });
  it('does not reach further than that', async () => {
    expect(await valueOf(exact, 'cafe', 'café')).toBe(0);
    expect(await valueOf(exact, '1', 'l')).toBe(0);
    expect((await scoreWith(exact, { answer: 'Lyon', expected: 'Paris' })).explanation).toBe(
      'The answer is not "Paris".',
    );
  });
});

describe('case in every script', () => {
  it.each([
    ['STRASSE', 'Straße'],
    ['İSTANBUL', 'istanbul'],
    ['ISPARTA', 'ısparta'],
    ['ΟΔΟΣ', 'οδος'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['МОСКВА', 'москва'],
  ])('%s is %s', async (answer, expected) => {
    expect(await valueOf(exact, answer, expected, { ignoreCase: true })).toBe(1);
    expect(await valueOf(contains, `(${answer})`, expected)).toBe(1);
    expect(await valueOf(normalised, answer, expected)).toBe(1);
    expect(await valueOf(exact, answer, expected)).toBe(0);
  });
  it('holds for any text and its capitals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
        fc.pre(text.trim() !== '');
        expect(await valueOf(exact, text.toUpperCase(), text, { ignoreCase: true })).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('scripts without spaces', () => {
  it('are cut into words or characters', async () => {
    expect(await valueOf(f1, '北京是中国的首都', '北京')).toBeCloseTo(0.4, 9);
    expect(await valueOf(rouge, '北京是首都', '北京', { variant: '1' })).toBeCloseTo(4 / 7, 9);
    expect(await valueOf(f1, 'กรุงเทพเป็นเมืองหลวง', 'เมืองหลวง')).toBeGreaterThan(0);
    expect(await valueOf(rouge, 'นมสด', 'นมสด')).toBe(1);
    expect(await valueOf(rouge, 'नमस्ते दुनिया', 'नमस्ते जगत', { variant: '1' })).toBe(0.5);
    const text = '猫坐在垫子上面看书';
    expect(await valueOf(bleu, `${text}了`, text)).toBe(0);
    expect(await valueOf(bleu, `${text}了`, text, { tokenizer: 'zh' })).toBeGreaterThan(0.7);
    expect(await valueOf(bleu, `${text}了`, text, { tokenizer: 'char' })).toBeGreaterThan(0.7);
  });
  it('separate items with their own commas', async () => {
    expect(await valueOf(setMatch, 'apple、banana、cherry', ['apple', 'banana', 'cherry'])).toBe(1);
    expect(await valueOf(setMatch, '「苹果」，香蕉和樱桃。', ['苹果', '香蕉和樱桃'])).toBe(1);
    expect(await valueOf(setMatch, 'تفاح، موز', ['موز', 'تفاح'])).toBe(1);
    expect(await valueOf(listMatch, '苹果；香蕉', ['苹果', '香蕉'])).toBe(1);
  });
});

describe('refusal', () => {
  it('finds phrases whatever their quotes', async () => {
    const options = { phrases: ["je ne peux pas l'aider"] };
    expect(await valueOf(refusal, 'Je ne peux pas l’aider.', undefined, options)).toBe(1);
  });
});
