import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWellFormed, wellFormed } from './well-formed.ts';

const isWhole = (value: unknown) =>
  JSON.stringify(value) === undefined || !/\\ud[89a-f]/.test(JSON.stringify(value));

describe('wellFormed', () => {
  it('replaces half characters in values and keys, however deep', () => {
    expect(wellFormed({ 'a\ud83d': ['x\ude00', { b: '\ud83d\ude00' }], n: 1, nothing: null })).toEqual({
      'a\ufffd': ['x\ufffd', { b: '😀' }],
      n: 1,
      nothing: null,
    });
  });

  it('gives back the very object that needs nothing', () => {
    const value = { a: ['😀', { b: 1 }], date: new Date(0) };
    expect(wellFormed(value)).toBe(value);
  });

  it('keeps a key __proto__ a key', () => {
    const value = wellFormed(JSON.parse('{"__proto__":{"polluted":"\\ud83d"},"b":1}')) as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'b']);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('holds for any JSON', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((n) => String.fromCharCode(n)),
    });
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), text, (value, odd) => {
        const json = JSON.stringify({ value, [odd]: odd });
        expect(isWhole(parseWellFormed(json))).toBe(true);
        expect(wellFormed(parseWellFormed(json))).toEqual(parseWellFormed(json));
      }),
    );
  });
});
