import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../../web/fixtures/summary.ts';
import { errorClasses, outcomes } from '../../contract/outcome.ts';
import { chartThemes } from './chart-theme.ts';
import { failureColour, failureCounts, failureKinds, failuresOption } from './failures-option.ts';

const theme = chartThemes.light;
const failing = targetSummaryOf('a', {
  n: 100,
  outcomes: { ok: 90, error: 6, timeout: 4 },
  error_classes: { http_5xx: 6, timeout: 4 },
});
const fine = targetSummaryOf('b', { n: 50, outcomes: { ok: 50 }, error_classes: {} });
const waiting = targetSummaryOf('c', { n: 0, outcomes: {}, error_classes: {} });

describe('failures', () => {
  it('counts what is not ok, by outcome or by class', () => {
    expect([...failureCounts(failing, 'outcome')]).toEqual([
      ['error', 6],
      ['timeout', 4],
    ]);
    expect([...failureCounts(failing, 'class')]).toEqual([
      ['http_5xx', 6],
      ['timeout', 4],
    ]);
    expect(failureKinds([fine], 'class')).toEqual([]);
  });

  it('draws shares of settled calls, and a gap where nothing is settled', () => {
    const summary = runSummaryOf([failing, fine, waiting]);
    const option = failuresOption({ summary, hidden: new Set(), view: 'outcome', theme }) as unknown as {
      series: { name: string; data: (number | null)[] }[];
    };
    expect(option.series.map(({ name, data }) => [name, data])).toEqual([
      ['error', [0.06, 0, null]],
      ['timeout', [0.04, 0, null]],
    ]);
  });

  it('has no green and no blue, and no colour twice', () => {
    for (const [view, kinds] of [
      ['outcome', outcomes.filter((outcome) => outcome !== 'ok')],
      ['class', errorClasses],
    ] as const) {
      const colours = kinds.map((kind) => failureColour(kind, view, theme));
      expect(new Set(colours).size).toBe(colours.length);
      for (const colour of colours) {
        const hue = Number(/hsl\((\d+)/.exec(colour)?.[1]);
        expect(hue < 60 || hue > 260, colour).toBe(true);
      }
    }
  });

  it('gives a kind its colour whatever else occurs', () => {
    expect(failureColour('timeout', 'class', theme)).not.toBe(failureColour('http_5xx', 'class', theme));
    expect(failureColour('timeout', 'class', theme)).toBe(failureColour('timeout', 'class', theme));
  });
});
