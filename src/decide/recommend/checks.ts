/** Each wish held against one target. A wish that was not made has no check. */
import type { Check, CheckName, TargetFacts, Wishes } from '../../contract/recommendation.ts';

/** With less of the suite than this the rest may be the harder part. */
const leastCoverage = 0.98;
/** Answers without a known cost: beyond this share the mean stands for nothing. */
const mostUnpriced = 0.01;

/** What is held against the wishes; NaN is unknown. */
export interface Measured {
  coverage: number;
  unpriced: number;
  errorRate: number;
  quality: number;
  /** Lower and upper end of what it may be, one-sided. */
  qualityLow: number;
  qualityHigh: number;
  /** Against the baseline; NaN when there is none, 0 for the baseline itself. */
  difference: number;
  differenceLow: number;
  differenceHigh: number;
  p95: number;
  costPerCall: number;
  /** Paid for by the hour. */
  byHour: boolean;
}

const known = (value: number) => (Number.isNaN(value) ? null : value);

function atMost(name: CheckName, value: number, limit: number | null): Check[] {
  if (limit === null) return [];
  const status = Number.isNaN(value) ? 'unknown' : value <= limit ? 'met' : 'missed';
  return [{ name, status, value: known(value), limit, note: null }];
}

/** Met only when even the lower end meets it. */
function atLeast(name: CheckName, value: number, low: number, high: number, limit: number): Check[] {
  const status = Number.isNaN(low) ? 'unknown' : low >= limit ? 'met' : high < limit ? 'missed' : 'undecided';
  return [{ name, status, value: known(value), limit, note: null }];
}

function contextCheck(wishes: Wishes, facts: TargetFacts): Check[] {
  const { context_tokens: limit } = wishes;
  if (limit === null) return [];
  const value = facts.context_tokens ?? null;
  const status = value === null ? 'unknown' : value >= limit ? 'met' : 'missed';
  return [{ name: 'context', status, value, limit, note: null }];
}

function abilityCheck(wishes: Wishes, facts: TargetFacts): Check[] {
  if (wishes.abilities.length === 0) return [];
  const without = wishes.abilities.filter((ability) => facts.abilities?.[ability] === false);
  const unsure = wishes.abilities.filter((ability) => facts.abilities?.[ability] === undefined);
  const status = without.length > 0 ? 'missed' : unsure.length > 0 ? 'unknown' : 'met';
  const note = [...without, ...unsure].join(', ') || null;
  return [{ name: 'abilities', status, value: null, limit: null, note }];
}

export function checksOf(measured: Measured, wishes: Wishes, facts: TargetFacts): Check[] {
  const { traffic, quality_floor: floor } = wishes;
  const monthly = traffic ? measured.costPerCall * traffic.calls : Number.NaN;
  const coverage: Check = {
    name: 'coverage',
    status: measured.coverage >= leastCoverage ? 'met' : 'missed',
    value: measured.coverage,
    limit: leastCoverage,
    note: null,
  };
  const costKnown = !Number.isNaN(measured.costPerCall) && measured.unpriced <= mostUnpriced;
  return [
    coverage,
    {
      name: 'known_cost',
      status: costKnown ? 'met' : 'unknown',
      value: null,
      limit: null,
      note: measured.byHour ? 'paid for by the hour: no call has a cost of its own' : null,
    },
    ...atMost('error_rate', measured.errorRate, wishes.max_error_rate),
    ...(wishes.baseline_id === null
      ? []
      : atLeast(
          'margin',
          measured.difference,
          measured.differenceLow,
          measured.differenceHigh,
          -wishes.margin,
        )),
    ...(floor === null
      ? []
      : atLeast('quality_floor', measured.quality, measured.qualityLow, measured.qualityHigh, floor)),
    ...atMost('p95', measured.p95, wishes.max_p95_ms),
    ...atMost('per_1k', measured.costPerCall * 1000, wishes.max_per_1k_usd),
    ...atMost('monthly', monthly, wishes.max_monthly_usd),
    ...contextCheck(wishes, facts),
    ...abilityCheck(wishes, facts),
  ];
}
