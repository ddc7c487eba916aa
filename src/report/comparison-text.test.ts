import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../base/random.ts';
import { madeUpTable } from '../../test/made-up/result-table.ts';
import { compareTable } from '../analyze/compare/compare-table.ts';
import { comparedTimesNote } from '../view/words/comparison-words.ts';
import { comparisonText } from './comparison-text.ts';
import { intervalBar } from './interval-bar.ts';

const random = seededRandom('comparison text');
const table = madeUpTable(
  { targets: ['grand', 'nano', 'no price'], cases: 60, case: (i) => ({ category: i % 2 ? 'maths' : 'law' }) },
  (target, index) => ({
    quality: random() < [0.9, 0.4, 0.85][target]! ? 1 : 0,
    e2e_ms: 1000 * (target + 1) + index,
    ...(target === 2 ? {} : { cost_nanousd: 1e6 * (3 - target) }),
  }),
);
const plain = { color: false, width: 120 };

describe('comparisonText', () => {
  it('shows two closely: both values, the difference, a verdict, the cases', () => {
    const text = comparisonText(compareTable(table, { pairs: [[0, 1]] }), plain);
    expect(text).toContain('grand compared with nano, 60 cases that both were asked');
    expect(text).toMatch(/quality %.*\+\d+\.\d \[\+\d+\.\d, \+\d+\.\d\].*●.*< 0\.001 +better/);
    expect(text).toMatch(/E2E mean .*×0\.\d\d.*faster/);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(comparedTimesNote);
    expect(text).toMatch(/cost per 1k +\$3.00 +\$2.00 +×1\.50 .*more expensive/);
    expect(text).toMatch(/grand is ahead in \d+ cases, nano in \d+; \d+ ties\./);
    expect(text).toContain('where they differ most');
  });

  it('shows many as a table that fits', () => {
    const comparison = compareTable(table);
    for (const width of [60, 80, 120, 200])
      for (const line of comparisonText(comparison, { color: false, width }).split('\n'))
        expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 84));
    const text = comparisonText(comparison, plain);
    expect(text).toMatch(/^▲ +grand +nano +\+/m);
    expect(text).toContain('hold at once with 95 %');
    expect(text).toContain('Cost unknown: no price.');
    expect(text).toMatch(/inconclusive, \+[\d,]+ /);
    expect(text).not.toMatch(/equal|NaN|undefined/);
  });
});

describe('intervalBar', () => {
  const bar = (low: number, value: number, high: number) =>
    intervalBar({ low, value, high }, { reach: 1, cells: 11 });

  it('draws the interval around no difference', () => {
    expect(bar(-0.4, 0.2, 0.8)).toBe('···├─┼●──┤·');
    expect(bar(0.4, 0.6, 0.8)).toBe('·····│·├●┤·');
    expect(bar(-1.4, -1.2, 0.2)).toBe('●────┼┤····');
    expect(bar(-0.2, 0, 1.4)).toBe('····├●────▶');
  });
});
