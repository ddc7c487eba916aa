import { describe, expect, it } from 'vitest';
import type { Run } from '../../contract/run.ts';
import { runOf } from '../../../test/made-up/board-rows.ts';
import { madeUpTable } from '../../../test/made-up/result-table.ts';
import { driftReport, type RunToCompare } from './drift-report.ts';

function side(
  runId: string,
  right: (index: number) => boolean,
  changes: Partial<Run> = {},
  marks = ['fp_1'],
): RunToCompare {
  const run = runOf(['id-model', 'id-other'], { run_id: runId, ...changes });
  run.targets.forEach((target, i) => (target.label = i === 0 ? 'model' : `only ${runId}`));
  const table = madeUpTable({ targets: ['model', `only ${runId}`], cases: 200 }, (_, index) => ({
    quality: right(index) ? 1 : 0,
    e2e_ms: 1000 + index,
  }));
  for (const target of table.targets) target.run_id = runId;
  return {
    run,
    table,
    answerers: new Map([['id-model', { response_models: [`model-${runId}`], fingerprints: marks }]]),
  };
}

describe('driftReport', () => {
  const before = side('old', (index) => index % 5 > 0);
  const after = side('new', (index) => index % 2 > 0, { suite_hash: 'other' });
  const report = driftReport(before, after);
  const [target] = report.targets;

  it('judges the later run by the earlier one', () => {
    expect(target?.label).toBe('model');
    expect(target?.metrics[0]).toMatchObject({ first: 0.5, second: 0.8, verdict: 'worse', n: 200 });
    expect([target?.regressed, target?.improved]).toEqual([80, 20]);
    expect(target?.regressed_examples).toHaveLength(20);
    expect(target?.metrics[2]?.verdict).toBe('within');
    expect(target?.e2e_energy).toBe(0);
  });

  it('says what else was different', () => {
    expect(target?.changes).toEqual([
      { what: 'model that answered', before: 'model-old', after: 'model-new' },
    ]);
    expect(report.changes).toEqual([{ what: 'suite', before: 'hash', after: 'other' }]);
    expect(report.only_before).toEqual(['only old']);
    expect(report.only_after).toEqual(['only new']);
  });

  it('tells a new fingerprint behind the same name, and one that is no longer sent', () => {
    const changed = (marks: string[]) => {
      const now = side('new', (index) => index % 5 > 0, {}, marks);
      return driftReport(before, now).targets[0]?.changes.filter(({ what }) => what === 'fingerprint');
    };
    expect(changed(['fp_1'])).toEqual([]);
    expect(changed(['fp_2', 'fp_1'])).toEqual([{ what: 'fingerprint', before: 'fp_1', after: 'fp_1, fp_2' }]);
    expect(changed([])).toEqual([{ what: 'fingerprint', before: 'fp_1', after: 'not set' }]);
  });

  it('sees nothing where nothing happened', () => {
    const same = driftReport(
      before,
      side('again', (index) => index % 5 > 0),
    );
    expect(same.changes).toEqual([]);
    expect(same.targets[0]?.metrics[0]?.verdict).toBe('within');
    expect(same.targets[0]?.regressed).toBe(0);
  });
});
