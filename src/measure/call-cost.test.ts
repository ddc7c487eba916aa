import { describe, expect, it } from 'vitest';
import type { Tokens } from '../contract/attempt.ts';
import type { Price, Target } from '../contract/suite.ts';
import { callCost, statedPriceId, type Used } from './call-cost.ts';
import { createPriceBook } from './price-book.ts';

const price: Price = { input: 1, output: 2 };
const prices = createPriceBook({ at: 0, overrides: { 'nobody/listed': price } });
const target = (changes: Partial<Target> = {}): Target => ({
  id: 't',
  label: 't',
  provider: 'nobody',
  model: 'listed',
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...changes,
});
const tokens: Tokens = {
  input: 59,
  cacheRead: 448,
  cacheWrite: null,
  output: 10,
  reasoning: null,
  inputTotal: 507,
  outputTotal: 10,
};
const used = (changes: Partial<Used>): Used => ({
  tokens: { ...tokens, billedInput: 12, billedOutput: 7 },
  tier: undefined,
  tools: undefined,
  statedNanousd: null,
  ...changes,
});
const nanousd = (changes: Partial<Used>, of = target()) =>
  callCost(used(changes), of, 0, prices)?.nanousd ?? null;

describe('the cost of a call', () => {
  it('is that of what is billed, where that is not what was counted', () => {
    expect(nanousd({})).toBe(12_000 + 14_000);
    expect(nanousd({ tokens: { ...tokens, billedInput: null, billedOutput: 7 } })).toBeNull();
  });

  it('holds the fees of tools, or is unknown', () => {
    expect(nanousd({ tools: { web_search: 1 } })).toBeNull();
    const priced = target({ price: { ...price, providerTools: { web_search: 10 } } });
    expect(nanousd({ tools: { web_search: 1 } }, priced)).toBe(26_000 + 10_000_000);
    expect(nanousd({ tools: { mcp: 1 } })).toBe(26_000);
  });

  it('is what the provider says, fees and all, unless the user gives one', () => {
    const stated = { statedNanousd: 5, tools: { web_search: 1 } };
    const unlisted = target({ model: 'unlisted' });
    expect(callCost(used(stated), unlisted, 0, prices)).toEqual({ nanousd: 5, priceId: statedPriceId });
    expect(callCost(used({ statedNanousd: 0, tokens: null }), unlisted, 0, prices)?.nanousd).toBe(0);
    expect(nanousd({ statedNanousd: 5 })).toBe(26_000);
    expect(nanousd({ statedNanousd: 5 }, target({ price }))).toBe(26_000);
    expect(nanousd({ statedNanousd: 5 }, target({ usdPerHour: 2 }))).toBeNull();
  });
});
