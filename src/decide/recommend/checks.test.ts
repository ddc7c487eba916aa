import { describe, expect, it } from 'vitest';
import type { Requirements } from '../../contract/recommendation.ts';
import { checksOf, type Measured } from './checks.ts';

const measured: Measured = {
  coverage: 1,
  obstacle: null,
  unpriced: 0,
  errorRate: 0,
  truncatedRate: 0,
  isBaselineCut: false,
  margin: null,
  floor: null,
  p95: 1000,
  costPerCall: 0.01,
  byHour: false,
};
const requirements = {
  baseline_id: null,
  quality_floor: null,
  max_error_rate: 0.05,
  max_truncated_rate: 0.05,
  max_p95_ms: 4000,
  max_per_1k_usd: 10,
  max_monthly_usd: 1000,
  context_tokens: null,
  abilities: [],
  traffic: { calls: 100_000 },
} as unknown as Requirements;
const statusOf = (name: string, change: Partial<Measured>) =>
  checksOf({ ...measured, ...change }, requirements, {}).find((check) => check.name === name)?.status;

describe('checksOf', () => {
  it.each<[string, Partial<Measured>, Partial<Measured>]>([
    ['coverage', { coverage: 0.98 }, { coverage: 0.979 }],
    ['error_rate', { errorRate: 0.05 }, { errorRate: 0.051 }],
    ['truncated', { truncatedRate: 0.05 }, { truncatedRate: 0.051 }],
    ['p95', { p95: 4000 }, { p95: 4001 }],
    ['per_1k', { costPerCall: 0.01 }, { costPerCall: 0.0101 }],
    ['monthly', { costPerCall: 0.01 }, { costPerCall: 0.0101 }],
  ])('%s is met up to its limit', (name, met, missed) => {
    expect([statusOf(name, met), statusOf(name, missed)]).toEqual(['met', 'missed']);
  });

  it('knows the cost when that of 99 % of the answers is known', () => {
    expect(statusOf('known_cost', { unpriced: 0.01 })).toBe('met');
    expect(statusOf('known_cost', { unpriced: 0.011 })).toBe('unknown');
    expect(statusOf('known_cost', { costPerCall: Number.NaN })).toBe('unknown');
  });

  it('never meets a wish with what is unknown', () => {
    expect(statusOf('p95', { p95: Number.NaN })).toBe('unknown');
    expect(statusOf('per_1k', { costPerCall: Number.NaN })).toBe('unknown');
  });
});
