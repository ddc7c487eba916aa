import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import type { PriceChange } from '../contract/run.ts';
import type { Target } from '../contract/suite.ts';
import { createPriceBook } from '../measure/price-book.ts';
import { changesPriceOf, repricer, withPrices } from './repriced.ts';
import type { SampleBuilder, SampleRows } from './sample-builder.ts';

const target = {
  id: 't',
  provider: 'compatible',
  model: 'm',
  price: { input: 1, output: 2 },
  parameters: {},
} as unknown as Target;
const name = 'compatible/m';
const to = (input: number, latest = false): PriceChange => ({
  overrides: { [name]: { input, output: 0 } },
  latest,
});
const nothing: PriceChange = { overrides: {}, latest: false };
const book = createPriceBook({ at: 0 });
const place = { targets: [target], book, startedAtMs: 0 };

const [first] = madeUp({ runId: 'r', targets: 1, cases: 1 }).batch.samples;
const sampled = {
  sample: { ...first, target_id: 't', input_tokens: 100, output_tokens: 50, usage_source: 'provider' },
  payload: {},
} as unknown as SampleRows;
const again = { retried: { sample_id: 'a', cost_nanousd: 7 } } as unknown as SampleRows;
const attempt = madeUpAttempt();
const costOf = (rows: SampleRows) => ('sample' in rows ? rows.sample : rows.retried).cost_nanousd;

describe('changesPriceOf', () => {
  it.each([
    [to(3), 'suite', true],
    [to(3), 'genai-prices@1', true],
    [nothing, 'genai-prices@1', false],
    [{ ...nothing, latest: true }, 'genai-prices@1', true],
    [{ ...nothing, latest: true }, '', true],
    // what the suite or a file said stands
    [{ ...nothing, latest: true }, 'suite', false],
    [{ overrides: { 'other/m': { input: 1, output: 1 } }, latest: false }, '', false],
  ])('says of %j and a price by "%s": %s', (change, priceId, expected) => {
    expect(changesPriceOf(change, target, priceId)).toBe(expected);
  });
});

describe('repricer', () => {
  it('is none where nothing was priced later', () => {
    expect(repricer([], place)).toBeNull();
    const builder = {} as SampleBuilder;
    expect(withPrices(builder, null)).toBe(builder);
  });

  it('prices samples and retried attempts by the last change that names them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 4 }), (inputs) => {
        const reprice = repricer([...inputs.map((input) => to(input)), nothing], place);
        const last = inputs.at(-1) as number;
        expect(costOf(reprice?.(attempt, sampled) as SampleRows)).toBe(100 * last * 1000);
        expect(costOf(reprice?.(attempt, again) as SampleRows)).toBe(10 * last * 1000);
      }),
    );
  });

  it('keeps the price of the suite where no change names the target', () => {
    const reprice = repricer([nothing], place);
    expect(reprice?.(attempt, sampled)).toEqual(sampled);
    expect(costOf(reprice?.(attempt, again) as SampleRows)).toBe(20_000);
  });

  it('leaves a target that the run no longer has', () => {
    const reprice = repricer([to(9)], { ...place, targets: [] });
    expect(reprice?.(attempt, sampled)).toBe(sampled);
  });

  it('is put on all that a builder makes', async () => {
    const builder = { atOnce: 3, buildSample: async () => sampled } as unknown as SampleBuilder;
    const priced = withPrices(builder, repricer([to(2)], place));
    expect(priced.atOnce).toBe(3);
    expect(costOf(await priced.buildSample(attempt))).toBe(200_000);
  });
});
