import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawChart } from '../../report/document/draw-chart.ts';
import { axisTicks, type TickLook } from './axis-ticks.ts';
import { chartThemes } from './chart-theme.ts';
import { lineOption, type LineAxes } from './line-option.ts';

/** The labels that ECharts draws at the two axes. */
function drawn(points: [number, number][], more: Partial<LineAxes> = {}) {
  const axes = { x: 'time', y: 'value', format: String, theme: chartThemes.light, ...more };
  const option = lineOption([{ name: 'a', colour: '#000', points }], axes);
  const svg = drawChart(option, { width: 600, height: 260, id: 'a' });
  const labels = [...svg.matchAll(/<text [^>]*text-anchor="(\w+)"[^>]*>([^<]*)<\/text>/g)].filter(
    ([, , text]) => /\d/.test(text ?? ''),
  );
  const at = (anchor: string) => labels.flatMap(([, where, text = '']) => (where === anchor ? [text] : []));
  return { x: at('middle'), y: at('end') };
}
const decimals = (labels: string[]) => new Set(labels.map((text) => /\.(\d+)/.exec(text)?.[1]?.length ?? 0));

const size = fc.tuple(fc.double({ min: 0.01, max: 9.99, noNaN: true }), fc.integer({ min: -3, max: 6 }));
const value = size.map(([digits, power]) => digits * 10 ** power);

describe('the labels of an axis', () => {
  it.each<[string, Partial<LineAxes>, number]>([
    ['numbers', {}, 1],
    ['numbers of an axis that spans the values alone', { isScaled: true }, 1],
    ['fractions in per cent', { isScaled: true, ticks: { factor: 100, after: ' %' } }, 1],
  ])('have one number of decimals, and none twice: %s', (_, more) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 6 }), (points) => {
        const { x, y } = drawn(
          points.toSorted((a, b) => a[0] - b[0]),
          more,
        );
        for (const labels of [x, y]) {
          expect(decimals(labels).size, labels.join(' ')).toBeLessThanOrEqual(1);
          expect(new Set(labels).size).toBe(labels.length);
        }
        expect(y.length).toBeGreaterThan(1);
      }),
      { numRuns: 60 },
    );
  });

  it('are not of the ends of the values where these are between ticks', () => {
    expect(
      drawn([
        [0.125, 5],
        [1.55, 22],
      ]),
    ).toEqual({ x: ['0.3', '0.6', '0.9', '1.2', '1.5'], y: ['0', '5', '10', '15', '20', '25'] });
    expect(
      drawn([
        [0, 0.5],
        [10, 2],
      ]),
    ).toEqual({ x: ['0', '2', '4', '6', '8', '10'], y: ['0.0', '0.5', '1.0', '1.5', '2.0'] });
  });
});

it.each<[number[], TickLook, number, string]>([
  [[0, 12_000], {}, 2500, '2,500'],
  [[0.51, 0.62], { factor: 100, after: ' %' }, 0.54, '54 %'],
  [[0.351, 0.512], { before: '$' }, 0.4, '$0.40'],
  // of an axis made shorter than what it was given
  [[0, 1000], {}, 2.5, '2.5'],
  [[], {}, 3, '3'],
])('of %j with %j writes %d as %s', (values, look, at, text) => {
  expect(axisTicks(values, look).text(at)).toBe(text);
});
