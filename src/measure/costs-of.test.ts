import { describe, expect, it } from 'vitest';
import type { CallResult, Step } from '../contract/attempt.ts';
import type { Target } from '../contract/suite.ts';
import { costsOf, type Priceable } from './costs-of.ts';
import { createPriceBook } from './price-book.ts';

const listed: Target = {
  id: 't',
  label: 't',
  provider: 'openrouter',
  model: 'openai/gpt-4o-mini',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
};
const given: Target = { ...listed, price: { input: 1, output: 4 } };
const free: Target = { ...listed, model: 'meta-llama/llama-3.3-70b-instruct:free' };
const prices = createPriceBook({ at: Date.parse('2026-11-01') });

function call(changes: Partial<CallResult> = {}): Priceable {
  return {
    outcome: 'ok',
    timestamps: {
      scheduled: 0,
      dispatched: 0,
      sent: 0,
      connected: null,
      headers: 1,
      firstByte: 2,
      closed: 3,
    },
    frames: { at: [2], kinds: 't' },
    answer: { text: 'hello', reasoning: '', toolCalls: [], finishReason: 'stop' },
    tokens: {
      input: 100,
      cacheRead: 0,
      cacheWrite: 0,
      output: 20,
      reasoning: 0,
      inputTotal: 100,
      outputTotal: 20,
    },
    rawUsage: null,
    responseModel: null,
    responseId: null,
    httpStatus: 200,
    failure: null,
    startedAtMs: Date.parse('2026-11-01'),
    ...changes,
  };
}
const step = (changes: Partial<CallResult>): Step => ({ ...call(changes), sent: [], retried: false });

describe('what the provider says that a call costs', () => {
  it('goes before a list, which it is compared with', () => {
    const byList = costsOf(call(), listed, prices);
    expect(byList).toMatchObject({ stated_cost_nanousd: null, cost_gap: null });
    const ours = byList.cost_nanousd as number;
    expect(costsOf(call({ statedCostNanousd: 2 * ours }), listed, prices)).toEqual({
      cost_nanousd: 2 * ours,
      price_id: 'provider',
      stated_cost_nanousd: 2 * ours,
      cost_gap: -0.5,
    });
  });

  it('goes after a price that the user gives', () => {
    expect(costsOf(call({ statedCostNanousd: 200_000 }), given, prices)).toEqual({
      cost_nanousd: 180_000,
      price_id: 'suite:input=1,output=4',
      stated_cost_nanousd: 200_000,
      cost_gap: (180_000 - 200_000) / 200_000,
    });
  });

  it('stands alone where no price or no usage is known', () => {
    const unknown = { ...listed, provider: 'compatible', model: 'mine', baseUrl: 'http://127.0.0.1:1/v1' };
    for (const each of [call({ statedCostNanousd: 7 }), call({ statedCostNanousd: 7, tokens: null })])
      expect(costsOf(each, unknown, prices)).toMatchObject({
        cost_nanousd: 7,
        price_id: 'provider',
        cost_gap: null,
      });
  });

  it('is summed over the calls of a conversation, and compared as a whole', () => {
    const steps = [step({ statedCostNanousd: 100_000 }), step({ statedCostNanousd: 300_000 })];
    const all = call({ steps, statedCostNanousd: 400_000 });
    expect(costsOf(all, given, prices)).toMatchObject({
      cost_nanousd: 360_000,
      stated_cost_nanousd: 400_000,
      cost_gap: -0.1,
    });
    expect(costsOf(all, listed, prices).cost_nanousd).toBe(400_000);
  });
});

it('knows that free models of OpenRouter cost nothing', () => {
  expect(prices.priceOf(free)?.price).toMatchObject({ input: 0, output: 0 });
  expect(costsOf(call(), free, prices)).toMatchObject({ cost_nanousd: 0 });
  expect(
    prices.priceOf({ ...free, provider: 'compatible', baseUrl: 'https://openrouter.ai/api/v1' })?.price.input,
  ).toBe(0);
  expect(
    prices.priceOf({ ...free, provider: 'compatible', baseUrl: 'https://elsewhere.example/v1' }),
  ).toBeNull();
});
