import { describe, expect, it } from 'vitest';
import type { PhaseReport } from '../../contract/load-report.ts';
import { chartThemes } from './chart-theme.ts';
import { lineOption, throughputPoints } from './line-option.ts';

describe('load charts', () => {
  it('leave a gap where nothing is known', () => {
    const lines = [
      {
        name: 'TTFT',
        colour: '#000',
        points: [
          [0, 1],
          [1, 2],
          [2, null],
        ] as [number, number | null][],
      },
    ];
    const option = lineOption(lines, { x: 's', y: 'ms', format: String, theme: chartThemes.light });
    expect(option['series']).toMatchObject([{ data: lines[0]?.points, connectNulls: false }]);
  });

  it('go by throughput', () => {
    const phases = [
      { req_s: 9, response_ms: { p50: 40 } },
      { req_s: 3, response_ms: null },
    ] as unknown as PhaseReport[];
    expect(throughputPoints(phases)).toEqual([
      [3, null],
      [9, 40],
    ]);
  });
});
