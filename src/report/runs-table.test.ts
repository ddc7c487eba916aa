import { describe, expect, it } from 'vitest';
import {
  exampleRun,
  exampleSummary,
  exampleTarget,
  exampleTargetSummary,
} from '../../test/example-summary.ts';
import { casesJson, runJson, runsJson } from './run-json.ts';
import { runsTable } from './runs-table.ts';
import { shortRunId } from '../view/short-run-id.ts';

const run = exampleRun([exampleTarget('one'), exampleTarget('two')], { status: 'partial' });

describe('runsTable', () => {
  const look = { color: false, width: 120 };
  const listing = {
    done: 400,
    best_quality: { target_id: 'one', label: 'one', value: 0.875 },
    total_cost_usd: 1.5,
  };
  const listings = new Map([[run.run_id, listing]]);
  it('names the run by a prefix every command accepts, with what became of it', () => {
    const text = runsTable([run], listings, look);
    expect(text).toMatch(
      /triage +01900000-1234 +\d{4}-\d\d-\d\d \d\d:\d\d +partial +suite +87\.5 +one +200 +1 +1\.50 +2/,
    );
    expect(run.run_id.startsWith(shortRunId(run.run_id))).toBe(true);
  });
  it('keeps suite, run and status when there is no room', () => {
    expect(runsTable([run], listings, { color: false, width: 36 }).split('\n')[0]).toBe(
      'suite   run            status',
    );
  });
  it('has load runs apart, without a quality, and n/a for what is not known', () => {
    const load = exampleRun([exampleTarget('one')], { load: { shape: 'sweep', options: {}, phases: [] } });
    const text = runsTable([load, run], new Map(), look);
    const [others = '', underLoad = ''] = text.split('\n\nLoad runs\n');
    expect(others).toContain('best quality %');
    expect(others).toContain('n/a');
    expect(underLoad).toContain('sweep');
    expect(underLoad).not.toContain('quality');
  });
});

describe('JSON forms', () => {
  it('carry a version', () => {
    const summary = exampleSummary([exampleTargetSummary('one')]);
    expect(JSON.parse(runJson(summary))).toEqual(summary);
    expect(JSON.parse(runsJson([run], 'next'))).toEqual({
      schema: 'assay.runs/1',
      runs: [run],
      next_cursor: 'next',
    });
    expect(JSON.parse(casesJson(run, []))).toEqual({
      schema: 'assay.cases/1',
      run_id: run.run_id,
      cases: [],
    });
  });
});
