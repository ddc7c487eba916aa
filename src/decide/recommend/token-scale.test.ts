import { describe, expect, it } from 'vitest';
import { exampleTarget } from '../../../test/example-summary.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import type { Requirements } from '../../contract/recommendation.ts';
import { tokenScale } from './token-scale.ts';

/** 100 tokens in and 50 out for `base`, twice as many in for `wordy`; `unpriced` has no price per token. */
const table = madeUpTable({ targets: ['base', 'wordy', 'unpriced'], cases: 4 }, (target) => ({
  quality: 1,
  input_tokens: target === 1 ? 200 : 100,
  output_tokens: 50,
}));
const targets = table.targets.map(({ id, label }) => ({
  ...exampleTarget(label),
  id,
  ...(label !== 'unpriced' && { price: { input: 1, output: 2 } }),
}));
const scaleFor = (input: number | null, output: number | null) =>
  tokenScale({ targets }, table, {
    baseline_id: table.targets[0]?.id,
    traffic: { calls: 1, input_tokens: input, output_tokens: output, mix: null },
  } as unknown as Requirements);

describe('tokenScale', () => {
  it('grows the tokens of each target as those of the baseline grow', () => {
    // base: 100 + 100 becomes 300 + 100; wordy: 200 + 100 becomes 600 + 100
    expect(scaleFor(300, null).slice(0, 2)).toEqual([2, 700 / 300]);
    expect(scaleFor(null, 25).slice(0, 2)).toEqual([150 / 200, 250 / 300]);
    expect(scaleFor(100, 50).slice(0, 2)).toEqual([1, 1]);
  });

  it('knows no cost of longer calls without prices per token, and changes nothing when none were named', () => {
    expect(scaleFor(300, null)[2]).toBeNaN();
    expect(scaleFor(null, null)).toEqual([1, 1, 1]);
  });
});
