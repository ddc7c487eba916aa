import type { LoadPlan } from '../../contract/load.ts';
import type { Plan, Range } from '../../contract/plan.ts';
import type { Provenance, Run, RunTarget } from '../../contract/run.ts';
import type { PriceBook } from '../../measure/price-book.ts';

/** Calls of the first phase, where its schedule tells; 0 where only the answers will. */
function plannedUnderLoad(load: LoadPlan, targetIndex: number): number {
  const phase = load.nextPhase(targetIndex, []);
  if (phase?.purpose !== 'measure') return 0;
  const measured = phase.arrivals?.filter((at) => at >= phase.warmupMs).length ?? 0;
  return measured * phase.turns.count;
}

function targetsOf(plan: Plan, prices: PriceBook): RunTarget[] {
  return plan.lanes.map(({ target, calls }) => ({
    id: target.id,
    label: target.label,
    provider: target.provider,
    model: target.model,
    prompt_id: target.promptId,
    parameters: target.parameters,
    base_url: target.baseUrl ?? null,
    ...(target.apiKeyEnv !== undefined && { api_key_env: target.apiKeyEnv }),
    price: prices.priceOf(target)?.price ?? null,
    ...(target.usdPerHour === undefined ? {} : { usd_per_hour: target.usdPerHour }),
    ...(target.batch && { batch: true }),
    limits: target.limits,
    planned: plan.load
      ? plannedUnderLoad(plan.load, plan.suite.targets.indexOf(target))
      : calls.filter((call) => !call.isWarmup).length,
  }));
}

/** `null` as soon as one target's cost is unknown. */
function estimateOf(plan: Plan): Range | null {
  return plan.estimates.reduce<Range | null>(
    (sum, { costUsd }) =>
      sum && costUsd
        ? { low: sum.low + costUsd.low, likely: sum.likely + costUsd.likely, high: sum.high + costUsd.high }
        : null,
    { low: 0, likely: 0, high: 0 },
  );
}

/** A trace is not kept twice: the run's plan has it. */
function writtenOptions({ settings }: LoadPlan): Record<string, unknown> {
  const { times: _times, inputs: _inputs, outputs: _outputs, ...written } = settings.options;
  return written;
}

/** The run as it begins. */
export function runHeader(
  plan: Plan,
  prices: PriceBook,
  provenance: Provenance,
  startedAtMs: number,
  project?: string,
): Run {
  const { suite } = plan;
  const targets = targetsOf(plan, prices);
  return {
    run_id: plan.runId,
    ...(project !== undefined && { project }),
    source: 'benchmark',
    suite_name: suite.name,
    suite_hash: suite.hash,
    status: 'running',
    started_at_ms: startedAtMs,
    ended_at_ms: null,
    cases: suite.cases.length,
    repeats: suite.repeats,
    planned: targets.reduce((sum, target) => sum + target.planned, 0),
    baseline_id: suite.baselineId ?? null,
    slo: suite.slo,
    seed: suite.seed,
    targets,
    provenance,
    client: null,
    estimate_usd: plan.load && plan.estimates.length === 0 ? null : estimateOf(plan),
    ...(plan.load && {
      load: { shape: plan.load.settings.shape, options: writtenOptions(plan.load), phases: [] },
    }),
  };
}
