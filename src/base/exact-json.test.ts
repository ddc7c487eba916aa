import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  losesValue,
  parseExactJson,
  withNumbers,
  withTexts,
  withTextsWhereNeeded,
  WrittenNumber,
} from './exact-json.ts';

describe('parseExactJson', () => {
  it.each([
    '12345678901234567890',
    '9007199254740993',
    '1.10',
    '1e3',
    '1E-7',
    '-0',
    '0.0',
    '-9007199254740993',
    '123456789.12345678901',
  ])('keeps %s as it is written', (written) => {
    const parsed = parseExactJson(`{"a": [${written}]}`);
    expect(withTexts(parsed)).toEqual({ a: [written] });
    expect(withNumbers(parsed)).toEqual({ a: [Number(written)] });
    expect(JSON.stringify(parsed)).toBe(`{"a":[${written}]}`);
  });
  it.each(['7', '-1.5', '9007199254740992', '0.1', '1e+21', '123456.789'])('has the number %s', (written) => {
    expect(parseExactJson(written)).toBe(Number(written));
  });
  it('takes no text for a number, and a key for no more than a key', () => {
    const text = '{"a":"9007199254740993 1.10","__proto__":{"x":1.50}}';
    const parsed = parseExactJson(text) as Record<string, unknown>;
    expect(Object.keys(parsed)).toEqual(['a', '__proto__']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(JSON.stringify(parsed)).toBe(text);
    expect(JSON.stringify(withTexts(parsed))).toBe(text.replace('1.50', '"1.50"'));
  });
  it('fails as JSON.parse does', () => {
    expect(() => parseExactJson('{"a": 1.10, }')).toThrow(SyntaxError);
  });
});

describe('a written number', () => {
  it('loses its value when a JavaScript number is another one', () => {
    for (const text of ['9007199254740993', '12345678901234567891', '-12345678901234567000e-3', '1e400'])
      expect(new WrittenNumber(text).losesValue, text).toBe(true);
    for (const text of [
      '1.10',
      '1e3',
      '-0',
      '0.000',
      '9007199254740992.0',
      '12345678901234000e-3',
      '0.1234567890123456789',
      '1E-7',
    ])
      expect(new WrittenNumber(text).losesValue, text).toBe(false);
    expect(losesValue(parseExactJson('{"a":[{"b":9007199254740993}]}'))).toBe(true);
    expect(losesValue(parseExactJson('{"a":[{"b":1.10}]}'))).toBe(false);
    expect(withTextsWhereNeeded(parseExactJson('[1.10, 9007199254740993]'))).toEqual([
      1.1,
      '9007199254740993',
    ]);
  });
});

it('any JSON is the same as from JSON.parse once its numbers are numbers again', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(withNumbers(parseExactJson(text))).toEqual(JSON.parse(text));
    }),
  );
});

it('any number of any length comes back as it was written', () => {
  const digits = fc.stringMatching(/^[1-9]\d{0,30}(\.\d{1,20})?([eE][+-]?\d{1,2})?$/);
  fc.assert(
    fc.property(digits, (written) => {
      expect(JSON.stringify(parseExactJson(`[${written}]`))).toBe(
        String(Number(written)) === written ? JSON.stringify([Number(written)]) : `[${written}]`,
      );
    }),
  );
});
