import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { withFrontier } from '../../decide/with-frontier.ts';
import { createBoard } from './board.ts';
import { ExactTotals } from './exact-totals.ts';

const runId = 'r';
const { run, batch } = madeUp({ runId, targets: 3, cases: 12, repeats: 3, payloads: false });
const quarters = fc.constantFrom(null, 0, 0.25, 0.5, 0.75, 1);
/** The samples of a run with other scores, and the order in which they come. */
const played = fc
  .array(quarters, { minLength: batch.samples.length, maxLength: batch.samples.length })
  .map((scores) => batch.samples.map((sample, i) => ({ ...sample, quality: scores[i] ?? null })))
  .chain((samples) =>
    fc.record({
      samples: fc.constant(samples),
      shuffled: fc.shuffledSubarray(samples, { minLength: samples.length }),
    }),
  );

function totalsOf(samples: typeof batch.samples) {
  const totals = new ExactTotals();
  for (const sample of samples) totals.add(sample);
  for (const retried of batch.retried) totals.addRetry(retried);
  return totals.totals(runId);
}

function summaryOf(samples: typeof batch.samples) {
  const board = createBoard(run);
  for (const sample of samples) board.add(sample);
  for (const retried of batch.retried) board.addRetry(retried);
  return withFrontier(board.summary({ run }));
}

describe('in whatever order the samples of a run come', () => {
  it('its sums and its summary are the same to the last digit', () => {
    fc.assert(
      fc.property(played, ({ samples, shuffled }) => {
        expect(totalsOf(shuffled)).toStrictEqual(totalsOf(samples));
        expect(summaryOf(shuffled)).toStrictEqual(summaryOf(samples));
      }),
    );
  });
});

describe('ExactTotals', () => {
  const [first] = batch.samples.filter(({ outcome }) => outcome === 'ok') as [(typeof batch.samples)[0]];
  const of = (...changes: object[]) => totalsOf(changes.map((change) => ({ ...first, ...change })))?.[0];

  it('counts an answer of the cache as free, what we gave up as no answer, and a failed call as 0', () => {
    const retried = batch.retried
      .filter(({ target_id }) => target_id === first.target_id)
      .reduce((sum, { cost_nanousd }) => sum + (cost_nanousd ?? 0), 0);
    const right = { quality: 1, cost_nanousd: 100 };
    expect(of(right, { ...right, usage_source: 'cached' })?.cost_nanousd).toBe(100 + retried);
    expect(of(right, { outcome: 'cancelled', quality: null })).toMatchObject({ n: 2, quality: 1 });
    expect(of(right, { outcome: 'timeout', quality: null })).toMatchObject({ n: 2, quality: 0.5 });
    expect(of(right, { is_warmup: true })).toMatchObject({ n: 1 });
  });

  it.each([
    ['a score that is no multiple of 1/1024', { quality: 0.1 }],
    ['a cluster with a name', { cluster: 'a' }],
  ])('does not claim to be exact with %s', (_, change) => {
    expect(totalsOf([{ ...first, ...change }])).toBeNull();
  });
});
