import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '../contract/attempt.ts';
import { charge } from './charge.ts';
import { flatRate, type Rates } from './rates.ts';

const rates: Rates = {
  input: flatRate(2),
  output: flatRate(8),
  cacheRead: flatRate(0.5),
  cacheWrite: flatRate(2.5),
  cacheWrite1h: flatRate(4),
  reasoning: flatRate(8),
  inputAudio: flatRate(40),
  inputImage: flatRate(2),
  outputAudio: flatRate(80),
  outputImage: flatRate(30),
  per1kRequests: 0,
  priceId: 'test',
};
const tokensOf = (more: Partial<Tokens> = {}): Tokens => ({
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  inputTotal: null,
  outputTotal: null,
  ...more,
});
const count = fc.integer({ min: 0, max: 1_000_000 });
const anyTokens = fc.record({
  input: count,
  cacheRead: count,
  cacheWrite: count,
  cacheWrite1h: count,
  inputAudio: count,
  inputImage: count,
  output: count,
  reasoning: count,
  outputAudio: count,
  outputImage: count,
  inputTotal: fc.constant(null),
  outputTotal: fc.constant(null),
});
const buckets = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'inputAudio',
  'inputImage',
  'output',
  'reasoning',
  'outputAudio',
  'outputImage',
] as const;

describe('what is charged', () => {
  // nano-dollars: a dollar per million tokens is 1,000 a token
  it.each([
    [{ input: 1000 }, 2_000_000],
    [{ output: 1000 }, 8_000_000],
    [{ reasoning: 1000 }, 8_000_000],
    [{ cacheRead: 1000 }, 500_000],
    [{ cacheWrite: 1000 }, 2_500_000],
    [{ cacheWrite1h: 1000 }, 4_000_000],
    [{ inputAudio: 10 }, 400_000],
    [{ inputImage: 10 }, 20_000],
    [{ outputAudio: 10 }, 800_000],
    [{ outputImage: 10 }, 300_000],
    [{ input: 1, output: 1, cacheRead: 1 }, 10_500],
    [{}, 0],
  ])('%j', (tokens, nanousd) => {
    expect(charge(tokensOf(tokens), rates)).toBe(nanousd);
  });

  it('is the sum of its buckets, each for itself', () => {
    fc.assert(
      fc.property(anyTokens, (tokens) => {
        const alone = buckets.map((name) => charge(tokensOf({ [name]: tokens[name] }), rates));
        expect(charge(tokens, rates)).toBe(alone.reduce<number>((sum, each) => sum + (each ?? NaN), 0));
      }),
    );
  });

  it('is never less for more tokens', () => {
    fc.assert(
      fc.property(anyTokens, fc.constantFrom(...buckets), count, (tokens, name, more) => {
        const larger = { ...tokens, [name]: tokens[name] + more };
        expect(charge(larger, rates) as number).toBeGreaterThanOrEqual(charge(tokens, rates) as number);
      }),
    );
  });

  it('is exact where a double is not, and rounds halves up once at the end', () => {
    expect(charge(tokensOf({ input: 3 }), { ...rates, input: flatRate(0.1) })).toBe(300);
    expect(charge(tokensOf({ input: 1 }), { ...rates, input: flatRate(0.0005) })).toBe(1);
    expect(charge(tokensOf({ input: 1 }), { ...rates, input: flatRate(0.000_499) })).toBe(0);
    expect(
      charge(tokensOf({ input: 1, output: 1 }), {
        ...rates,
        input: flatRate(0.0003),
        output: flatRate(0.0003),
      }),
    ).toBe(1);
    const many = Number.MAX_SAFE_INTEGER;
    expect(charge(tokensOf({ input: many }), { ...rates, input: flatRate(0.001) })).toBe(many);
  });

  it('holds what a request costs besides its tokens', () => {
    const searched = { ...rates, per1kRequests: 10 };
    expect(charge(tokensOf(), searched)).toBe(10_000_000);
    expect(charge(tokensOf({ input: 1000 }), searched)).toBe(12_000_000);
  });
});

describe('tiers', () => {
  const tiered = {
    ...rates,
    input: { base: 1, tiers: [{ above: 200_000, rate: 2 }] },
    output: { base: 10, tiers: [{ above: 200_000, rate: 15 }] },
  };
  it.each([
    [{ input: 200_000, output: 1 }, 200_000_000 + 10_000],
    [{ input: 200_001, output: 1 }, 400_002_000 + 15_000],
    // the whole input decides: what was read from a cache counts
    [{ input: 1, cacheRead: 200_000, output: 1 }, 2000 + 100_000_000 + 15_000],
    [{ input: 1, cacheWrite1h: 200_000, output: 1 }, 2000 + 800_000_000 + 15_000],
    // output never does
    [{ input: 1, output: 300_000 }, 1000 + 3_000_000_000],
  ])('%j', (tokens, nanousd) => {
    expect(charge(tokensOf(tokens), tiered)).toBe(nanousd);
  });
});

describe('what is not known', () => {
  it.each<[string, Partial<Tokens>, number | null]>([
    ['no input at all', { input: null }, null],
    [
      'a cache of which nothing is said, the total says that it was empty',
      { input: 10, cacheRead: null, inputTotal: 10 },
      20_000,
    ],
    [
      'a cache of which nothing is said, the total says that it was not',
      { input: 10, cacheRead: null, inputTotal: 15 },
      null,
    ],
    ['a cache of which nothing is said, without a total', { input: 10, cacheRead: null }, 20_000],
    ['pictures make up the total', { input: 10, inputImage: 5, cacheWrite: null, inputTotal: 15 }, 30_000],
    [
      'output without a split: the total is output',
      { output: null, reasoning: null, outputTotal: 7 },
      56_000,
    ],
    ['reasoning is not told: the total is output', { output: 3, reasoning: null, outputTotal: 7 }, 56_000],
    ['reasoning is not told, nor a total', { output: 3, reasoning: null }, 24_000],
    [
      'sound is taken out of the total',
      { output: null, reasoning: null, outputAudio: 2, outputTotal: 7 },
      5 * 8000 + 2 * 80_000,
    ],
    ['no output at all', { output: null, reasoning: null }, null],
  ])('%s', (_name, tokens, nanousd) => {
    expect(charge(tokensOf(tokens), rates)).toBe(nanousd);
  });

  it('a rate matters only where there is something to charge', () => {
    const unknown = { ...rates, cacheRead: null };
    expect(charge(tokensOf({ input: 1 }), unknown)).toBe(2000);
    expect(charge(tokensOf({ input: 1, cacheRead: 1 }), unknown)).toBeNull();
  });

  it('is never taken for nothing: a count that is no count has no price', () => {
    for (const wrong of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])
      for (const name of buckets)
        expect(charge(tokensOf({ [name]: wrong }), rates), `${name} ${wrong}`).toBeNull();
  });
});

describe('what the provider says it bills', () => {
  it('is charged in the place of what was counted', () => {
    const tokens = tokensOf({ input: 500, output: 500, billedInput: 10, billedOutput: 20 });
    expect(charge(tokens, rates)).toBe(10 * 2000 + 20 * 8000);
  });
  it('is unknown when one half of it is', () => {
    expect(charge(tokensOf({ billedInput: 10 }), rates)).toBeNull();
    expect(charge(tokensOf({ billedInput: null, billedOutput: 20 }), rates)).toBeNull();
  });
});
