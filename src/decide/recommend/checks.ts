/** Each requirement checked for one target. One that was not given has no check. */
import type { PartObstacle } from './parts.ts';
import type { Evidence } from './quality-evidence.ts';
import type { Check, CheckName, TargetFacts, Requirements } from '../../contract/recommendation.ts';

/** With less of the suite than this the rest may be the harder part. */
const minCoverage = 0.98;
/** Answers without a known cost: beyond this share the mean stands for nothing. */
const mostUnpriced = 0.01;

/** A figure of quality with the bounds that decide; NaN where nothing can be told. */
export interface Shown extends Evidence {
  level: number;
  family: number;
}

/** What is compared with the requirements; NaN is unknown. */
export interface Measured {
  coverage: number;
  /** Why a part of a target cannot be chosen, whatever its figures. */
  obstacle: PartObstacle | null;
  unpriced: number;
  errorRate: number;
  /** Share of the answers that were cut at their token limit. */
  truncatedRate: number;
  /** The baseline's answers were cut more than may be: nothing is shown by being as good as they are. */
  isBaselineCut: boolean;
  /** Against the baseline, or the best; `null` for the baseline itself. */
  margin: Shown | null;
  floor: Shown | null;
  p95: number;
  costPerCall: number;
  /** Paid for by the hour. */
  byHour: boolean;
}

/** Whether so much of the suite was judged that it stands for all. */
export const isPriced = ({ costPerCall, unpriced }: Pick<Measured, 'costPerCall' | 'unpriced'>) =>
  !Number.isNaN(costPerCall) && unpriced <= mostUnpriced;

/** Whether nothing that is known beforehand keeps it from being chosen. */
export const couldBeChosen = (
  measured: Pick<Measured, 'coverage' | 'obstacle' | 'costPerCall' | 'unpriced'>,
  requirements: Requirements,
  facts: TargetFacts,
) =>
  isCovered(measured) &&
  isPriced(measured) &&
  [...contextCheck(requirements, facts), ...abilityCheck(requirements, facts)].every(
    ({ status }) => status === 'met',
  );

export const isCovered = ({ coverage, obstacle }: Pick<Measured, 'coverage' | 'obstacle'>) =>
  obstacle === null && coverage >= minCoverage;

const known = (value: number) => (Number.isNaN(value) ? null : value);

function atMost(name: CheckName, value: number, limit: number | null): Check[] {
  if (limit === null) return [];
  const status = Number.isNaN(value) ? 'unknown' : value <= limit ? 'met' : 'missed';
  return [{ name, status, value: known(value), limit, note: null }];
}

/** Met only when that is shown. */
function atLeast(name: CheckName, found: Shown, limit: number): Check[] {
  const { value, low, high, level, family, isShown } = found;
  const fixed = { name, value: known(value), limit, note: null };
  if (Number.isNaN(low)) return [{ ...fixed, status: 'unknown' }];
  const status = isShown ? 'met' : high < limit ? 'missed' : 'undecided';
  return [{ ...fixed, status, bounds: { low, high, level, family } }];
}

const cutBaseline = (limit: number): Check => ({
  name: 'margin',
  status: 'unknown',
  value: null,
  limit,
  note: 'the answers of the baseline were cut at their token limit',
});

function contextCheck(requirements: Requirements, facts: TargetFacts): Check[] {
  const { context_tokens: limit } = requirements;
  if (limit === null) return [];
  const value = facts.context_tokens ?? null;
  const status = value === null ? 'unknown' : value >= limit ? 'met' : 'missed';
  return [{ name: 'context', status, value, limit, note: null }];
}

function abilityCheck(requirements: Requirements, facts: TargetFacts): Check[] {
  if (requirements.abilities.length === 0) return [];
  const without = requirements.abilities.filter((ability) => facts.abilities?.[ability] === false);
  const unsure = requirements.abilities.filter((ability) => facts.abilities?.[ability] === undefined);
  const status = without.length > 0 ? 'missed' : unsure.length > 0 ? 'unknown' : 'met';
  const note = [...without, ...unsure].join(', ') || null;
  return [{ name: 'abilities', status, value: null, limit: null, note }];
}

export function checksOf(measured: Measured, requirements: Requirements, facts: TargetFacts): Check[] {
  const { traffic, quality_floor: floor } = requirements;
  const monthly = traffic ? measured.costPerCall * traffic.calls : Number.NaN;
  const coverage: Check = measured.obstacle
    ? { name: 'coverage', ...measured.obstacle, value: null, limit: null }
    : {
        name: 'coverage',
        status: isCovered(measured) ? 'met' : 'missed',
        value: measured.coverage,
        limit: minCoverage,
        note: null,
      };
  const costKnown = isPriced(measured);
  return [
    coverage,
    {
      name: 'known_cost',
      status: costKnown ? 'met' : 'unknown',
      value: null,
      limit: null,
      note: measured.byHour ? 'paid for by the hour: there is no cost per call' : null,
    },
    ...atMost('error_rate', measured.errorRate, requirements.max_error_rate),
    ...atMost('truncated', measured.truncatedRate, requirements.max_truncated_rate ?? null),
    ...(requirements.baseline_id === null
      ? []
      : measured.isBaselineCut
        ? [cutBaseline(-requirements.margin)]
        : measured.margin
          ? atLeast('margin', measured.margin, -requirements.margin)
          : [
              {
                name: 'margin',
                status: 'met',
                value: 0,
                limit: -requirements.margin,
                note: null,
              } satisfies Check,
            ]),
    ...(floor === null || !measured.floor ? [] : atLeast('quality_floor', measured.floor, floor)),
    ...atMost('p95', measured.p95, requirements.max_p95_ms),
    ...atMost('per_1k', measured.costPerCall * 1000, requirements.max_per_1k_usd),
    ...atMost('monthly', monthly, requirements.max_monthly_usd),
    ...contextCheck(requirements, facts),
    ...abilityCheck(requirements, facts),
  ];
}
