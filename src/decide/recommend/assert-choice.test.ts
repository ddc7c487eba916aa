import { describe, expect, it } from 'vitest';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { assertChoice, whyNoChoice } from './assert-choice.ts';

const tableOf = (targets: number, cases: number, cluster = '', quality = 1) =>
  madeUpTable(
    { targets: Array.from({ length: targets }, (_, t) => `t${t}`), cases, case: () => ({ cluster }) },
    () => ({ quality, cost_nanousd: 1 }),
  );
const run: Pick<Run, 'run_id' | 'load'> = { run_id: '01900000-0000-7000-8000-000000000001' };
const load = { ...run, load: {} as NonNullable<Run['load']> };

describe('assertChoice', () => {
  it('lets a run pass that there is something to choose from', () => {
    expect(whyNoChoice(run, tableOf(2, 2))).toBeNull();
    expect(whyNoChoice(run, tableOf(2, 2, '', Number.NaN))).toBeNull();
    expect(() => assertChoice(run, tableOf(2, 2))).not.toThrow();
  });

  it.each([
    ['a load', load, tableOf(3, 50), 'a load test', 'assay run SUITE'],
    ['one target', run, tableOf(1, 50), 'only one target', '-t provider/model'],
    ['one case', run, tableOf(3, 1), 'its single case does not show', 'assay power'],
    ['one cluster', run, tableOf(3, 4, 'document'), '4 cases of a single cluster', 'more cases'],
    ['answers that are all wrong', run, tableOf(3, 50, '', 0), 'no target has a right answer', '--cases'],
  ])('declines %s with the reason and what to do', (_, asked, table, message, remedy) => {
    expect(() => assertChoice(asked, table)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      }),
    );
  });
});
