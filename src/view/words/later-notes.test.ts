import { expect, it } from 'vitest';
import { exampleRun } from '../../../test/example-summary.ts';
import { laterNotes } from './later-notes.ts';

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
  expect(again).toMatch(
    /^scored again on \d{4}-\d\d-\d\d \d\d:\d\d by numeric, length: 2,000 answers, 2 changed/,
  );
  expect(anew).toMatch(/^priced again on .* by prices\.yaml: \$1\.50 became \$2\.00$/);
});

it('tells what came from the cache and from judges', () => {
  const notes = laterNotes(
    exampleRun([], {
      cached: { answers: 12, saved_usd: 1 },
      judged: { calls: 40, usd: null, unscorable: 1 },
    }),
  );
  expect(notes).toEqual([
    '12 answers from the cache: without latency, not paid again; costs are those of the calls that gave them, $1.00 in all',
    "judged by models: 40 calls at an unknown cost, in no target's cost",
    '1 answer got no verdict from a judge: their quality is of the other scorers alone, or n/a',
  ]);
});
