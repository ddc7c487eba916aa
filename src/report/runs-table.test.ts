import { describe, expect, it } from 'vitest';
import {
  exampleRun,
  exampleSummary,
  exampleTarget,
  exampleTargetSummary,
} from '../../test/example-summary.ts';
import { casesJson, runJson, runsJson } from './run-json.ts';
import { runsTable, shortRunId } from './runs-table.ts';

const run = exampleRun([exampleTarget('one'), exampleTarget('two')], { status: 'partial' });

describe('runsTable', () => {
  it('names the run by a prefix every command accepts', () => {
    const text = runsTable([run], { color: false, width: 120 });
    expect(text).toMatch(/triage +01900000-1234 +\d{4}-\d\d-\d\d \d\d:\d\d +partial +2 +200 +1 +400/);
    expect(run.run_id.startsWith(shortRunId(run.run_id))).toBe(true);
  });
  it('keeps suite, run and status when there is no room', () => {
    expect(runsTable([run], { color: false, width: 36 }).split('\n')[0]).toBe(
      'suite   run            status',
    );
  });
});

describe('JSON forms', () => {
  it('carry a version', () => {
    const summary = exampleSummary([exampleTargetSummary('one')]);
    expect(JSON.parse(runJson(summary))).toEqual(summary);
    expect(JSON.parse(runsJson([run]))).toEqual({ schema: 'assay.runs/1', runs: [run] });
    expect(JSON.parse(casesJson(run, []))).toEqual({
      schema: 'assay.cases/1',
      run_id: run.run_id,
      cases: [],
    });
  });
});
