import { describe, expect, it } from 'vitest';
import { exampleSummary, exampleTargetSummary } from '../../test/example-summary.ts';
import type { Comparison } from '../contract/comparison.ts';
import { gate, gateRule, notWorseChecks } from './gate.ts';

const summary = exampleSummary([exampleTargetSummary('a'), exampleTargetSummary('b')]);
const statuses = (...texts: string[]) =>
  gate(summary, texts.map(gateRule), [], false).checks.map(({ status }) => status);

describe('requirements', () => {
  it('reads figure, operator and limit', () => {
    expect(gateRule('error_rate <= 2%')).toMatchObject({ figure: 'error_rate', operator: '<=', limit: 0.02 });
    expect(gateRule('ttft_ms.p95<900')).toMatchObject({ figure: 'ttft_ms.p95', operator: '<', limit: 900 });
  });
  it.each(['quality', 'taste > 1', 'e2e_ms.p42 < 1', 'quality >= x', 'constructor > 1'])(
    'refuses %j',
    (text) => {
      expect(() => gateRule(text)).toThrow(`"${text}"`);
    },
  );
  it('never passes when nothing was checked', () => {
    expect(gate({ ...summary, targets: [] }, [gateRule('settled >= 0')], [], true).passed).toBe(false);
  });
  it('holds every target against every one, and what is unknown does not pass', () => {
    expect(new Set(statuses('settled >= 0'))).toEqual(new Set(['passed']));
    expect(new Set(statuses('settled < 0'))).toEqual(new Set(['failed']));
    const [first, ...rest] = summary.targets;
    if (!first) throw new Error('the example has targets');
    const unknown = { ...summary, targets: [{ ...first, quality: null }, ...rest] };
    const report = gate(unknown, [gateRule('quality >= 0')], [], true);
    expect(report).toMatchObject({
      passed: false,
      checks: [{ status: 'unknown', value: null }, ...rest.map(() => ({}))],
    });
  });
});

it.each([
  [[-0.01, 0.03], 'passed'],
  [[-0.05, 0.03], 'undecided'],
  [[-0.09, -0.04], 'failed'],
  [null, 'unknown'],
] as const)('an interval of %j against a margin of 2 points is %s', (bounds, status) => {
  const effect = bounds && { value: (bounds[0] + bounds[1]) / 2, low: bounds[0], high: bounds[1] };
  const comparison = {
    level: 0.95,
    family: { intervals: 3, sides: 1 },
    targets: [{ name: 'new' }, { name: 'old' }],
    pairs: [{ first: 0, second: 1, metrics: [{ metric: 'quality', effect, n: 90, more_cases: 40 }] }],
  } as unknown as Comparison;
  const checks = notWorseChecks(comparison, 0.02);
  if (bounds) expect(checks[0]?.message).toContain('95 % one-sided, all 3 pairs simultaneously');
  expect(checks).toMatchObject([{ target: 'new', status }]);
  const { passed } = gate({ ...summary, targets: [] }, [], checks, false);
  expect(passed).toBe(status === 'passed');
  expect(gate(summary, [], checks, true).passed).toBe(status === 'passed' || status === 'undecided');
});
