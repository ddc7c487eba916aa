import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nowMs } from '../../base/clock.ts';
import { Departures } from './departures.ts';

const settled = (inMs: number) => new Promise((resolve) => setTimeout(resolve, inMs));

describe('departures', () => {
  it('lets go at once what is due', () => {
    const departures = new Departures();
    const gone: string[] = [];
    departures.at(0, () => gone.push('never asked to wait'));
    departures.at(nowMs(), () => gone.push('due'));
    expect(gone).toEqual(['never asked to wait', 'due']);
  });

  it('lets nothing go before its instant, and everything in the order of the instants', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { maxLength: 30 }),
        async (delays) => {
          const departures = new Departures();
          const from = nowMs();
          const gone: { due: number; at: number }[] = [];
          for (const delay of delays)
            departures.at(from + delay, () => gone.push({ due: from + delay, at: nowMs() }));
          while (gone.length < delays.length) await settled(2);
          for (const { due, at } of gone) expect(at).toBeGreaterThanOrEqual(due);
          const waited = gone.filter(({ due }) => due > from + 2).map(({ due }) => due);
          expect(waited).toEqual(waited.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('keeps the order of those that share an instant', async () => {
    const departures = new Departures();
    const due = nowMs() + 5;
    const gone: number[] = [];
    for (let i = 0; i < 10; i++) departures.at(due, () => gone.push(i));
    await settled(20);
    expect(gone).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('forgets what waits when it is closed', async () => {
    const departures = new Departures();
    let gone = 0;
    departures.at(nowMs() + 5, () => gone++);
    departures.close();
    await settled(15);
    expect(gone).toBe(0);
  });
});
