/** Holds a run's figures against requirements. Pure. */
import type { RunSummary, TargetSummary } from '../contract/analysis.ts';
import type { Comparison } from '../contract/comparison.ts';
import { AssayError } from '../contract/errors.ts';
import type { GateCheck, GateReport, GateRule } from '../contract/gate.ts';
import { answeredOutcomes, type Outcome } from '../contract/outcome.ts';
import { latencyMetrics, type LatencyMetric } from '../contract/measured-fields.ts';

/** Of the answers; `null` without one. */
function shareOf({ outcomes }: TargetSummary, outcome: Outcome): number | null {
  const answers = [...answeredOutcomes].reduce((sum, each) => sum + (outcomes[each] ?? 0), 0);
  return answers === 0 ? null : (outcomes[outcome] ?? 0) / answers;
}

const figures: Record<string, (target: TargetSummary) => number | null> = {
  quality: ({ quality }) => quality?.value ?? null,
  'quality.low': ({ quality }) => quality?.low ?? null,
  quality_answered: ({ quality_answered: quality }) => quality?.value ?? null,
  truncated_rate: (target) => shareOf(target, 'truncated'),
  refused_rate: (target) => shareOf(target, 'refused'),
  error_rate: ({ error_rate: rate }) => rate?.value ?? null,
  'error_rate.high': ({ error_rate: rate }) => rate?.high ?? null,
  cost_per_1k_usd: ({ cost }) => cost.per_1k_usd,
  cost_per_correct_usd: ({ cost }) => cost.per_correct_usd,
  total_usd: ({ cost }) => (cost.n_unknown > 0 ? null : cost.total_usd),
  req_s: ({ req_s: rate }) => rate,
  correct: ({ correct }) => correct,
  settled: ({ n }) => n,
};
const quantileNames = ['min', 'p50', 'p75', 'p90', 'p95', 'p99', 'p99_9', 'max', 'mean'] as const;
const pattern = /^\s*([a-z][a-z0-9_.]*)\s*(<=|>=|<|>)\s*(-?[0-9.]+(?:e-?\d+)?)\s*(%?)\s*$/;

function latencyFigure(name: string): ((target: TargetSummary) => number | null) | null {
  const [metric, quantile] = name.split('.') as [LatencyMetric, (typeof quantileNames)[number]];
  if (!latencyMetrics.includes(metric) || !quantileNames.includes(quantile)) return null;
  return ({ latency }) => latency[metric]?.[quantile] ?? null;
}

const figureOf = (name: string) => (Object.hasOwn(figures, name) ? figures[name] : latencyFigure(name));

const isShare = (figure: string) => /^(?:quality|\w+_rate)/.test(figure);

/** Of qualities and rates `80` can only mean `80%`; an error rate of `1` could be one in a hundred or all of them. */
function limitOf(text: string, figure: string, number: number, isPercent: boolean): number {
  if (isPercent) return number / 100;
  if (!isShare(figure) || Math.abs(number) < 1 || (number === 1 && !figure.includes('rate'))) return number;
  if (number !== 1) return number / 100;
  throw new AssayError('usage', `the requirement "${text}" is ambiguous`, {
    remedy: `Write 1% or 100%.`,
  });
}

/** `quality >= 0.8`, `error_rate <= 2%`, `ttft_ms.p95 < 900`. Throws `usage`. */
export function gateRule(text: string): GateRule {
  const [, figure = '', operator, number, percent] = pattern.exec(text) ?? [];
  const limit = limitOf(text, figure, Number(number), Boolean(percent));
  if (!operator || !Number.isFinite(limit) || !figureOf(figure))
    throw new AssayError('usage', `the requirement "${text}" cannot be read`, {
      remedy: `Expected FIGURE <=, >=, < or > NUMBER. Figures: ${Object.keys(figures).join(', ')}, and METRIC.QUANTILE with a metric such as ${latencyMetrics.slice(0, 4).join(', ')} and one of ${quantileNames.join(', ')}.`,
    });
  if (isShare(figure) && !(limit >= 0 && limit <= 1))
    throw new AssayError('usage', `the requirement "${text}" can never be met or missed`, {
      remedy: `${figure} is from 0 to 1, or from 0% to 100%.`,
    });
  return { text, figure, operator: operator as GateRule['operator'], limit };
}

const holds: Record<GateRule['operator'], (value: number, limit: number) => boolean> = {
  '<=': (value, limit) => value <= limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '>': (value, limit) => value > limit,
};

const short = (value: number) => String(Number(value.toPrecision(4)));

function ruleCheck(target: TargetSummary, { text, figure, operator, limit }: GateRule): GateCheck {
  const value = figureOf(figure)?.(target) ?? null;
  const about = { target: target.target.label, requirement: text, value };
  if (value === null)
    return {
      ...about,
      status: 'unknown',
      message: `${figure} of ${target.target.label} is unknown (too few samples, or no price)`,
    };
  const status = holds[operator](value, limit) ? 'passed' : 'failed';
  return {
    ...about,
    status,
    message: `${figure} of ${target.target.label} is ${short(value)}, required ${operator} ${short(limit)}`,
  };
}

/**
 * Not worse than the second of each pair by more than `margin`: the lower bound of the paired difference must say so. Of a comparison of quality
 * alone with one-sided bounds, which hold for all its pairs at once.
 */
export function notWorseChecks(comparison: Comparison, margin: number): GateCheck[] {
  return comparison.pairs.map(({ first, second, metrics }) => {
    const [candidate, baseline] = [comparison.targets[first], comparison.targets[second]];
    const quality = metrics.find(({ metric }) => metric === 'quality');
    const names = `${candidate?.name ?? ''} against ${baseline?.name ?? ''}`;
    const effect = quality?.effect ?? null;
    const about = {
      target: candidate?.name ?? '',
      requirement: `quality not worse than ${baseline?.name ?? ''} by ${short(margin * 100)} points`,
      value: effect?.value ?? null,
    };
    if (!effect)
      return { ...about, status: 'unknown' as const, message: `${names}: no common case can be compared` };
    const { intervals } = comparison.family;
    const level = `${short(comparison.level * 100)} % one-sided${intervals > 1 ? `, all ${intervals} pairs simultaneously` : ''}`;
    const found = (side: string, bound: number) =>
      `${short(effect.value * 100)} points, ${side} ${short(bound * 100)} (${level}) on ${quality?.n} cases`;
    if (effect.low >= -margin)
      return { ...about, status: 'passed' as const, message: `${names}: ${found('at least', effect.low)}` };
    if (effect.high < -margin)
      return {
        ...about,
        status: 'failed' as const,
        message: `${names}: ${found('at most', effect.high)}, worse than allowed`,
      };
    const more = quality?.more_cases ? `; about ${quality.more_cases} more cases needed` : '';
    return {
      ...about,
      status: 'undecided' as const,
      message: `${names}: ${found('at least', effect.low)}, inconclusive${more}`,
    };
  });
}

/** Every rule for every target, then the comparisons. With `allowUndecided` only what failed or is unknown keeps it from passing. */
export function gate(
  { run, targets }: Pick<RunSummary, 'run' | 'targets'>,
  rules: readonly GateRule[],
  comparisons: readonly GateCheck[],
  allowUndecided: boolean,
  notes: string[] = [],
): GateReport {
  const checks = [
    ...targets.flatMap((target) => rules.map((rule) => ruleCheck(target, rule))),
    ...comparisons,
  ];
  return {
    schema: 'assay.gate/1',
    run_id: run.run_id,
    suite_name: run.suite_name,
    // nothing that was checked is nothing that holds
    passed:
      checks.length > 0 &&
      checks.every(({ status }) => status === 'passed' || (allowUndecided && status === 'undecided')),
    checks,
    notes,
  };
}
