import { describe, expect, it } from 'vitest';
import { exampleRun, exampleTarget } from '../../test/example-summary.ts';
import type { GridCell } from '../contract/grid.ts';
import { casesTable } from './cases-table.ts';
import { runHeading } from './run-heading.ts';

const run = exampleRun([exampleTarget('one'), exampleTarget('two')]);
const cell = (target: string, repeat: number, change: Partial<GridCell>): GridCell => ({
  sample_id: `${target}-${repeat}`,
  target_id: `id-of-${target}`,
  repeat,
  outcome: 'ok',
  error_class: '',
  quality: 1,
  correct: true,
  spread: null,
  e2e_ms: 1,
  ttft_ms: 1,
  cost_nanousd: 1,
  ...change,
});
const row = (case_id: string, cells: GridCell[]) => ({
  case_id,
  case_index: 0,
  category: 'easy',
  preview: 'What is\n  it?',
  cells,
});
const cases = [
  row('a', [
    cell('two', 0, { quality: 0, correct: false }),
    cell('one', 1, { quality: 0.66, correct: false }),
    cell('one', 0, {}),
  ]),
  row('b', [
    cell('one', 0, { outcome: 'timeout', quality: null, correct: null }),
    cell('two', 0, { quality: null, correct: null }),
  ]),
];
const look = { color: false, width: 100 };

describe('casesTable', () => {
  it('marks right, partly right, wrong, unanswered and unscored, repeats in order', () => {
    const lines = casesTable(run, cases, look).split('\n');
    expect(lines[0]).toBe('case  category  1       2  input');
    expect(lines[1]).toBe('a     easy      ✓ 66 ~  ✗  What is it?');
    expect(lines[2]).toBe('b     easy      !       ?  What is it?');
    expect(lines).toContain('1 one, 2 two');
  });
});

describe('runHeading', () => {
  it('says which run it is and how it ended', () => {
    expect(runHeading(run, look)).toMatch(
      /^triage {2}run 01900000-1234 · 200 cases × 1 repeat × 2 targets · \d{4}-\d\d-\d\d \d\d:\d\d · 1 min 00 s · done$/,
    );
  });
});
