/**
 * Cheap first; when its answer looks unsure, the stronger one is asked too (as in FrugalGPT). What it goes by, the pair and the threshold
 * are fitted: those that keep within the margin of the best target at the least cost.
 */
import type { CascadePolicy, Escalation } from '../../contract/route.ts';
import type { CaseResults, TargetCases } from './case-results.ts';
import type { CaseSignal } from './case-signals.ts';
import { meanOver, qualityOf, type Policy } from './policies.ts';

export interface FittedCascade {
  policy: Policy;
  cascade: CascadePolicy;
  /** Mean cost of a case it was fitted on. */
  cost: number;
}

const lengthSignal = ({ outputTokens }: TargetCases): CaseSignal => ({
  on: { on: 'output_tokens' },
  values: outputTokens.map((tokens) => -tokens),
});

/** Thresholds to try: what parts the cases by tenths, and 1, below which a check found something. */
function thresholds(values: Float64Array, fit: readonly number[]): number[] {
  const sorted = fit
    .map((index) => values[index] as number)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const tenths = Array.from(
    { length: 9 },
    (_, i) => sorted[Math.floor(((i + 1) / 10) * sorted.length)] as number,
  );
  return [...new Set([...tenths, ...((sorted.at(-1) as number) >= 1 ? [1] : [])])];
}

function escalationOf({ on }: CaseSignal, threshold: number): Escalation {
  return on.on === 'output_tokens' ? { on: on.on, above: -threshold } : { ...on, below: threshold };
}

function wordsOf(escalate: Escalation): string {
  if (escalate.on === 'output_tokens') return `above ${Math.round(escalate.above)} output tokens`;
  const below = Number(escalate.below.toFixed(3));
  return escalate.on === 'check'
    ? `when ${escalate.score} is below ${below}`
    : `when less than ${Math.round(escalate.below * 100)} % of ${escalate.calls} answers agree`;
}

function policyOf(
  [first, cheap]: readonly [number, TargetCases],
  [second, strong]: readonly [number, TargetCases],
  signal: CaseSignal,
  threshold: number,
): Policy {
  const isSure = (index: number) => (signal.values[index] as number) >= threshold;
  const calls = Array.from({ length: signal.calls ?? 1 }, () => first);
  return {
    kind: 'cascade',
    name: `${cheap.label}, then ${strong.label} ${wordsOf(escalationOf(signal, threshold))}`,
    hypothetical: false,
    callsOf: (index) => (isSure(index) ? calls : [...calls, second]),
    qualityOf: (index) =>
      (isSure(index) ? (signal.quality ?? cheap.quality)[index] : strong.quality[index]) as number,
  };
}

function valueOf(results: CaseResults, policy: Policy, cases: readonly number[]) {
  let [quality, cost] = [0, 0];
  for (const index of cases) {
    quality += qualityOf(results, policy, index);
    for (const t of policy.callsOf(index)) cost += results.targets[t]?.cost[index] as number;
  }
  return { quality: quality / cases.length, cost: cost / cases.length };
}

/** The best cascade of each kind of signal, the cheapest first; none of a kind that does not keep within the margin. */
export function cascades(results: CaseResults, fit: readonly number[], margin: number): FittedCascade[] {
  const { targets } = results;
  const best = Math.max(...targets.map(({ quality }) => meanOver(quality, fit)));
  const found = new Map<string, FittedCascade>();
  for (const cheap of targets.entries()) {
    for (const strong of targets.entries()) {
      if (meanOver(cheap[1].cost, fit) >= meanOver(strong[1].cost, fit)) continue;
      for (const signal of [lengthSignal(cheap[1]), ...cheap[1].signals]) {
        const kind = JSON.stringify(signal.on);
        for (const threshold of thresholds(signal.values, fit)) {
          const policy = policyOf(cheap, strong, signal, threshold);
          const { quality, cost } = valueOf(results, policy, fit);
          if (!(quality >= best - margin) || cost >= (found.get(kind)?.cost ?? Infinity)) continue;
          const escalate = escalationOf(signal, threshold);
          found.set(kind, { policy, cost, cascade: { first: cheap[1].id, second: strong[1].id, escalate } });
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}
