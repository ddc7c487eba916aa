import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../answer-reader.ts';
import { costNanousdIn, laterReport, tokensOfReport } from './chat-usage.ts';

const tokensOf = (...reports: JsonObject[]) => {
  const usage = reports.at(-1) as JsonObject;
  const report = reports.reduce(
    (earlier: ReturnType<typeof laterReport> | null, each) => laterReport(earlier, each),
    null,
  );
  return tokensOfReport(report!, usage);
};
const cached = (cached_tokens: unknown, more: object = {}) => ({
  prompt_tokens_details: { cached_tokens, ...more },
});
const thought = (reasoning_tokens: unknown) => ({ completion_tokens_details: { reasoning_tokens } });
const plain = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
/** input, read, write, output, reasoning */
const buckets = (...reports: JsonObject[]) => {
  const tokens = tokensOf(...reports);
  return tokens && [tokens.input, tokens.cacheRead, tokens.cacheWrite, tokens.output, tokens.reasoning];
};

describe('buckets by arithmetic', () => {
  it.each([
    ['plain', plain, [20, null, null, 5, null]],
    ['reasoning inside the completion', { ...plain, ...thought(2) }, [20, null, null, 3, 2]],
    ['reasoning beside the completion', { prompt_tokens: 10120, completion_tokens: 1499, total_tokens: 14428, ...cached(128), ...thought(2809) }, [9992, 128, null, 1499, 2809]],
    ['reasoning beside, fewer than the completion', { prompt_tokens: 20, completion_tokens: 5, total_tokens: 27, ...thought(2) }, [20, null, null, 5, 2]],
    ['more reasoning than completion, no total', { prompt_tokens: 20, completion_tokens: 5, ...thought(9) }, [20, null, null, 5, 9]],
    ['tokens that nobody names', { prompt_tokens: 20, completion_tokens: 198, total_tokens: 623 }, [20, null, null, 198, 405]],
    ['cache inside the prompt', { ...plain, ...cached(8) }, [12, 8, null, 5, null]],
    ['cache beside the prompt', { prompt_tokens: 20, completion_tokens: 5, total_tokens: 125, ...cached(100) }, [20, 100, null, 5, null]],
    ['cache left out of the total', { prompt_tokens: 20, completion_tokens: 5, total_tokens: 17, ...cached(8) }, [12, 8, null, 5, null]],
    ['cache writes', { prompt_tokens: 5000, completion_tokens: 5, total_tokens: 5005, ...cached(1000, { cache_write_tokens: 3000 }) }, [1000, 1000, 3000, 5, null]],
    ["DeepSeek's words", { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105, prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 }, [36, 64, null, 5, null]],
    ["Moonshot's and Mistral's words", { ...plain, cached_tokens: 8, num_cached_tokens: 0 }, [12, 8, null, 5, null]],
    ["the Responses API's words", { input_tokens: 20, output_tokens: 5, total_tokens: 25 }, [20, null, null, 5, null]],
    ['no total', { prompt_tokens: 20, completion_tokens: 5 }, [20, null, null, 5, null]],
    ['a total of zero', { ...plain, total_tokens: 0 }, [20, null, null, 5, null]],
    ['one count and the total', { completion_tokens: 5, total_tokens: 25 }, [20, null, null, 5, null]],
  ])('%s', (_, usage, wanted) => {
    expect(buckets(usage as JsonObject)).toEqual(wanted);
  }); // prettier-ignore

  it('add up to what was reported', () => {
    fc.assert(
      fc.property(
        fc.nat(9999),
        fc.nat(9999),
        fc.nat(9999),
        fc.nat(9999),
        fc.boolean(),
        (fresh, read, text, reasoning, beside) => {
          const input = 1 + fresh + read;
          const output = 1 + text + (beside ? 0 : reasoning);
          const total = input + output + (beside ? reasoning : 0);
          const usage = {
            prompt_tokens: input,
            completion_tokens: output,
            total_tokens: total,
            ...cached(read),
            ...thought(reasoning),
          };
          expect(buckets(usage)).toEqual([1 + fresh, read, null, 1 + text, reasoning]);
        },
      ),
    );
  });
});

describe('what is no count', () => {
  const odd = [-1, 2.5, 1e300, '12', true, {}, []];
  it.each(odd)('output %j is unknown', (count) => {
    expect(buckets({ prompt_tokens: 20, completion_tokens: count, total_tokens: 32 })).toEqual([
      20,
      null,
      null,
      null,
      null,
    ]);
  });
  it.each(odd)('input %j is unknown', (count) => {
    expect(buckets({ prompt_tokens: count, completion_tokens: 5, total_tokens: 32 })).toEqual([
      null,
      null,
      null,
      5,
      null,
    ]);
  });
  it.each(odd)('a part of %j leaves the rest unknown', (count) => {
    expect(buckets({ ...plain, ...cached(count), ...thought(count) })).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
  it.each([null, undefined])('output %j is unknown where the total is the prompt', (count) => {
    expect(buckets({ prompt_tokens: 20, completion_tokens: count, total_tokens: 20 })).toEqual([
      20,
      null,
      null,
      null,
      null,
    ]);
  });
  it('leaves the input unknown when more was cached than asked', () => {
    expect(buckets({ ...plain, ...cached(1200) })).toEqual([null, 1200, null, 5, null]);
  });
  it('leaves all unknown that contradicts itself', () => {
    expect(buckets({ ...plain, total_tokens: 23 })).toBeNull();
    expect(buckets({ ...plain, total_tokens: 100, ...thought(1) })).toBeNull();
    expect(tokensOf({ ...plain, ...thought(9) })).toMatchObject({ output: null, outputTotal: null });
    expect(buckets({})).toBeNull();
    expect(buckets({ prompt_tokens: null, completion_tokens: 'x' })).toBeNull();
  });
});

describe('several reports', () => {
  const zero = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  it('zeros and what is no count say nothing against a count', () => {
    for (const later of [zero, { prompt_tokens: null }, { prompt_tokens: -1, completion_tokens: '5' }, {}])
      expect(buckets(plain, later)).toEqual([20, null, null, 5, null]);
  });
  it('the latest stands otherwise', () => {
    expect(buckets({ ...plain, completion_tokens: 1, total_tokens: 21 }, plain)).toEqual([
      20,
      null,
      null,
      5,
      null,
    ]);
    expect(buckets(zero, plain)).toEqual([20, null, null, 5, null]);
  });
});

it('knows the price that the provider names', () => {
  expect(costNanousdIn({ cost: 0.00486 })).toBe(4_860_000);
  expect(costNanousdIn({ cost: 0 })).toBe(0);
  expect(costNanousdIn({ cost: 0.01, is_byok: true, cost_details: { upstream_inference_cost: 0.2 } })).toBe(
    210_000_000,
  );
  expect(costNanousdIn({ cost: { total_cost: 0.006 } })).toBe(6_000_000);
  expect(costNanousdIn({ estimated_cost: 1e-5 })).toBe(10_000);
  expect(costNanousdIn({ cost_in_usd_ticks: 1_466_250 })).toBe(146_625);
  for (const cost of [-1, '0.1', null, Number.NaN, Infinity, {}]) expect(costNanousdIn({ cost })).toBeNull();
});
