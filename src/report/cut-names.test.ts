import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { cutApart } from './cut-names.ts';

it('keeps what tells names apart', () => {
  expect(cutApart(['openai/gpt-5-mini-2031-01-01', 'openai/gpt-5-mini-2031-02-02'], 16)).toEqual([
    'openai/gp…-01-01',
    'openai/gp…-02-02',
  ]);
  expect(cutApart(['alpha-of-many-words', 'beta'], 10)).toEqual(['alpha-of-…', 'beta']);
  expect(
    cutApart([`${'a'.repeat(30)}1${'b'.repeat(30)}`, `${'a'.repeat(30)}2${'b'.repeat(30)}`], 14),
  ).toEqual(['aaa…aa1bbbbbb…', 'aaa…aa2bbbbbb…']);
  expect(cutApart(['東京の都と大阪の府・一', '東京の都と大阪の府・二'], 10)).toEqual([
    '東京の…一',
    '東京の…二',
  ]);
});

it('never makes two names of one, nor one wider than its place', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[ab]{12,30}$/),
    fc.stringMatching(/^openai\/model-[01]{8,12}-tail$/),
    fc.stringMatching(/^[東京都府]{6,20}$/),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 10, max: 24 }),
      (names, width) => {
        const shown = cutApart(names, width);
        expect(new Set(shown).size).toBe(names.length);
        for (const text of shown) expect(stringWidth(text)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
