import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSummaryOf, targetSummaryOf } from '../../fixtures/summary.ts';
import type { RunDetail } from '../../../src/contract/run-listing.ts';
import { applyEvent, touchedCases } from './progress-events.ts';

const summaryAt = (done: number) => runSummaryOf([targetSummaryOf('a')], { done });
const start = (): RunDetail => {
  const summary = summaryAt(0);
  return { run: summary.run, summary, last_event_id: 0, live: true };
};

describe('applyEvent', () => {
  it('takes what is new and leaves what was seen', () => {
    const first = applyEvent(start(), 5, summaryAt(5), false);
    expect(first.summary.done).toBe(5);
    expect(applyEvent(first, 5, summaryAt(99), false)).toBe(first);
    expect(applyEvent(first, 4, summaryAt(99), false)).toBe(first);
  });

  it('ends the run even when the end brings no new sample, or no id', () => {
    const first = applyEvent(start(), 5, summaryAt(5), false);
    expect(applyEvent(first, 5, summaryAt(5), true)).toMatchObject({ live: false, last_event_id: 5 });
    expect(applyEvent(first, 0, summaryAt(9), true)).toMatchObject({
      live: false,
      last_event_id: 5,
      summary: { done: 9 },
    });
  });

  it('ends with the newest event, whatever is sent twice or late', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (ids) => {
        let detail = start();
        for (const id of ids) {
          const before = detail.summary.done;
          detail = applyEvent(detail, id, summaryAt(id), false);
          expect(detail.summary.done).toBeGreaterThanOrEqual(before);
        }
        expect(detail.summary.done).toBe(Math.max(...ids));
        expect(detail.last_event_id).toBe(Math.max(...ids));
      }),
    );
  });
});

describe('touchedCases', () => {
  it('names each case once', () => {
    expect([
      ...touchedCases([
        [3, 0, 0, 'ok', 1, 10, 5, 's1'],
        [3, 1, 0, 'ok', 0, 10, 5, 's2'],
        [7, 0, 0, 'timeout', null, null, null, 's3'],
      ]),
    ]).toEqual([3, 7]);
  });
});
