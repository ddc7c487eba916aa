import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runOf, sampleOf } from '../../../test/made-up/board-rows.ts';
import { createBoard } from '../progress/board.ts';
import { BusyTime } from './busy-time.ts';

it('counts each instant once, in whatever order and however often it is asked', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(20));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 20 }), fc.nat(20), (spans, askAfter) => {
      const busy = new BusyTime();
      const instants = new Set<number>();
      for (const [i, [start, length]] of spans.entries()) {
        busy.add(start, start + length);
        for (let at = start; at < start + length; at++) instants.add(at);
        if (i === askAfter) busy.totalMs();
      }
      expect(busy.totalMs()).toBe(instants.size);
    }),
  );
});

it('a machine paid by the hour costs its busy time', () => {
  const run = runOf(['own']);
  const board = createBoard({
    ...run,
    targets: run.targets.map((target) => ({ ...target, usd_per_hour: 3.6 })),
  });
  const add = (index: number, started_at_ms: number, e2e_ms: number | null, correct: boolean | null) =>
    board.add(
      sampleOf('own', index, {
        started_at_ms,
        e2e_ms,
        correct,
        quality: correct === null ? null : Number(correct),
        cost_nanousd: null,
        outcome: e2e_ms === null ? 'timeout' : 'ok',
      }),
    );
  expect(board.summary().targets[0]?.cost).toMatchObject({ total_usd: null, per_1k_usd: null });
  // two at once for 2 s, a pause, one for 3 s; what never answered has no time: 5 s × $3.60/h = $0.005
  add(0, 0, 2000, true);
  add(1, 500, 1500, true);
  add(2, 10_000, 3000, false);
  add(3, 20_000, null, null);
  const cost = board.summary().targets[0]?.cost;
  expect(cost?.total_usd).toBeCloseTo(0.005, 12);
  // 3 answers in 5 busy seconds
  expect(cost?.per_1k_usd).toBeCloseTo((0.005 / 3) * 1000, 12);
  expect(cost?.per_correct_usd).toBeCloseTo(0.0025, 12);
  expect(cost?.n_unknown).toBe(0);
});
