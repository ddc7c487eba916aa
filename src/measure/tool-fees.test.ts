import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toolCountsOf, toolCountsText, toolFees } from './tool-fees.ts';

const price = { input: 1, output: 2, providerTools: { web_search: 10 } };

it('charges tools at their price, and knows no cost without one', () => {
  expect(toolFees({ web_search: 2 }, price)).toBe(20_000_000);
  expect(toolFees({ web_search: 2, file_search: 1 }, price)).toBeNull();
  expect(toolFees({ web_search: 1 }, undefined)).toBeNull();
  expect(toolFees({ mcp: 3, web_fetch: 1 }, undefined)).toBe(0);
  expect(toolFees(undefined, undefined)).toBe(0);
});

it('reads counts as it writes them', () => {
  const name = fc.stringMatching(/^[a-z_:.-]{1,20}$/);
  fc.assert(
    fc.property(fc.dictionary(name, fc.integer({ min: 1, max: 1000 })), (calls) => {
      expect(toolCountsOf(toolCountsText(calls))).toEqual({ ...calls });
    }),
  );
  expect(toolCountsText({ 'a b=c': 1 })).toBe('a_b_c=1');
});
