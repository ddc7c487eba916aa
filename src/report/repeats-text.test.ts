import { expect, it } from 'vitest';
import { madeUpRun } from '../../test/made-up/made-up-run.ts';
import { RepeatTally } from '../analyze/repeats/repeat-report.ts';
import type { Sample } from '../contract/sample.ts';
import { repeatsText } from './repeats-text.ts';

it('shows targets, and which cases are right sometimes', () => {
  const tally = new RepeatTally(madeUpRun({ runId: 'r', targets: 2, cases: 2, repeats: 2 }));
  const add = (case_id: string, correct: boolean) =>
    tally.add({
      target_id: 'target-0',
      case_id,
      is_warmup: false,
      quality: Number(correct),
      correct,
    } as Sample);
  for (const right of [true, false]) add('case-a', right);
  for (const right of [true, true]) add('case-b', right);
  const text = repeatsText(tally.report(), { width: 120 });
  expect(text).toMatch(/target +repeats +mean +majority +best +pass@2 +pass\^2 +spread +flaky/);
  expect(text).toMatch(/model 0 +2 +75.0 +50.0 +100 +100 +50.0 +0.354 +50.0/);
  expect(text).toMatch(/model 1 +0 +n\/a/);
  expect(text).toContain('model 0: case-a, right 1 of 2 times');
});
