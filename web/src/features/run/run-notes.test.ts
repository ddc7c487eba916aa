import { expect, it } from 'vitest';
import { exampleRun } from '../../../../test/example-summary.ts';
import { laterNotes } from './run-notes.ts';

it('says nothing of a run as it ended', () => {
  expect(laterNotes(exampleRun([]))).toEqual([]);
});

it('tells the last time it was scored again or priced anew', () => {
  const rescored = [1, 2].map((scored) => ({
    at_ms: 0,
    scorers: ['numeric', 'length'],
    suite_path: null,
    scored: 1000 * scored,
    changed: scored,
  }));
  const repriced = [
    {
      at_ms: 0,
      source: 'prices.yaml',
      samples: 5,
      from_usd: 1.5,
      to_usd: 2,
      unknown_before: 0,
      unknown_after: 0,
    },
  ];
  const [again, anew] = laterNotes(exampleRun([], { rescored, repriced }));
  expect(again).toMatch(/^Scored again .* by numeric, length: 2,000 answers, 2 changed/);
  expect(anew).toMatch(/^Priced anew .* by prices\.yaml: \$?1\.5\d* became \$?2/);
});

it('tells what came from the cache and from judges', () => {
  const notes = laterNotes(
    exampleRun([], { cached: { answers: 12, saved_usd: 1 }, judged: { calls: 40, usd: null } }),
  );
  expect(notes).toEqual([
    '12 answers are from the cache: without latency, not paid again; costs are those of the calls that gave them.',
    "Judged by models: 40 calls, at a cost that is not known, in no target's cost.",
  ]);
});
