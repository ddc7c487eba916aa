import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTokenCounter, type CountTokens } from './token-counter.ts';

let count: CountTokens;
beforeAll(async () => {
  count = await loadTokenCounter();
});

describe('loadTokenCounter', () => {
  // as tiktoken counts them (OpenAI's cookbook on counting tokens)
  it.each([
    ['', 0],
    ['hello world', 2],
    ['tiktoken is great!', 6],
    ['antidisestablishmentarianism', 6],
    ['2 + 2 = 4', 7],
    ['お誕生日おめでとう', 8],
  ])('%j is %i tokens', (text, tokens) => {
    expect(count(text)).toBe(tokens);
  });

  it('takes a special token for the text it is', () => {
    expect(count('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('never counts more than bytes, and the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const tokens = count(text);
        expect(tokens).toBeLessThanOrEqual(Buffer.byteLength(text));
        expect(tokens > 0).toBe(text.length > 0);
        expect(count(text)).toBe(tokens);
      }),
    );
  });

  // as gpt-tokenizer's own encoder counts them
  it.each([
    ["I'll say we've DON’T", 5],
    ['π ≈ 3.14159265', 9],
    ['line\n\n\n  \tindented\r\n', 7],
    ['Überraschungsmäßig', 5],
    ['данные и результаты', 4],
    ['🙂‍↔️👩🏽‍🚀', 12],
    ['{"a":[1,2,{"b":null}]}//', 14],
    ['ALLCAPSAndCamelCaseXMLHttpRequest', 9],
    ['zzqxjv'.repeat(20), 80],
    [`${' '.repeat(40)}end`, 2],
    ['مرحبا بالعالم', 4],
    ['한국어 문장입니다', 5],
  ])('%j is %i tokens, too', (text, tokens) => {
    expect(count(text)).toBe(tokens);
  });

  it('counts long runs without spaces in slices', () => {
    const slice = '測試'.repeat(1000);
    expect(count(slice.repeat(4))).toBe(4 * count(slice));
  });
});
