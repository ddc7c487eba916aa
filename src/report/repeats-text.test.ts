import { expect, it } from 'vitest';
import { madeUpRun } from '../../test/made-up/made-up-run.ts';
import { madeUpTable } from '../../test/made-up/result-table.ts';
import { repeatReport } from '../analyze/repeats/repeat-report.ts';
import { repeatsText } from './repeats-text.ts';

it('shows targets, and which cases are right sometimes', () => {
  const answers = [
    [1, 0],
    [1, 1],
  ];
  const made = madeUpTable(
    { targets: ['0'], cases: 2, repeats: 2, case: (index) => ({ id: `case-${'ab'[index]}` }) },
    (_, index, repeat) => ({
      quality: answers[index]?.[repeat] ?? 0,
      correct: answers[index]?.[repeat] ?? 0,
    }),
  );
  const table = { ...made, targets: made.targets.map((target) => ({ ...target, id: 'target-0' })) };
  const run = madeUpRun({ runId: 'r', targets: 2, cases: 2, repeats: 2 });
  const text = repeatsText(repeatReport(run, table), { width: 120 });
  expect(text).toMatch(/target +repeats +mean +majority +best +pass@2 +pass\^2 +spread +flaky/);
  expect(text).toMatch(/model 0 +2 +75.0 +50.0 +100 +100 +50.0 +0.354 +50.0/);
  expect(text).toMatch(/model 1 +0 +n\/a/);
  expect(text).toContain('model 0: case-a, right 1 of 2 times');
});
