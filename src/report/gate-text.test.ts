import { expect, it } from 'vitest';
import type { GateReport } from '../contract/gate.ts';
import { gateJunit, gateMarkdown, gateText, githubAnnotations } from './gate-text.ts';

const report: GateReport = {
  schema: 'assay.gate/1',
  run_id: '01900000-1234-7000-8000-000000000001',
  suite_name: 'triage',
  passed: false,
  checks: [
    { target: 'a|b', requirement: 'quality >= 80%', status: 'passed', value: 0.9, message: 'fine' },
    { target: 'a|b', requirement: 'cost, p95: x', status: 'failed', value: 2, message: 'line\ntwo <b>' },
    { target: 'c', requirement: 'r', status: 'unknown', value: null, message: 'not "known"␇' },
  ],
  notes: ['a|b: 156 of 180 answers cut'],
};

it('calls a check inconclusive that too few cases can decide', () => {
  const [check] = report.checks as [GateReport['checks'][0]];
  const open: GateReport = { ...report, checks: [{ ...check, status: 'undecided' }] };
  expect(gateText(open, { color: false })).toContain('  ? inconclusive  fine');
  expect(gateMarkdown(open)).toContain('| ? inconclusive | a\\|b |');
});

it('says what did not pass, in each form', () => {
  const text = gateText(report, { color: false });
  expect(text).toContain('not passed: 2 of 3 checks (a|b, c)');
  expect(text).toContain('a|b  1 of 2 checks not passed\n');
  expect(text.split('\n')).toHaveLength(8);
  expect(text).toContain('! a|b: 156 of 180 answers cut');
  expect(githubAnnotations(report)).toEqual([
    '::error title=cost%2C p95%3A x::line%0Atwo <b>',
    '::error title=r::not "known"␇',
    '::warning title=answers::a|b: 156 of 180 answers cut',
  ]);
  expect(gateMarkdown(report)).toContain('| ✗ failed | a\\|b | cost, p95: x | line two &lt;b> |');
  expect(gateMarkdown(report)).toContain('_a\\|b: 156 of 180 answers cut_');
  const xml = gateJunit(report);
  expect(xml).toContain('<testsuite name="triage / a|b" tests="2" failures="1" errors="0">');
  expect(xml).toContain('<error message="not &quot;known&quot;␇"/>');
});
