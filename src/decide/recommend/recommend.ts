/**
 * Which target to use. Pure and seeded: the same table and wishes give the same recommendation.
 * A call without an answer counts as quality 0, so that failing does not pay; quality is compared case by case on the same blocks.
 */
import { answeredValues } from '../../analyze/table/answered-values.ts';
import { mixedTargets } from '../../analyze/table/served-mixes.ts';
import { sharedTable, type HowItEnded } from '../../analyze/table/shared-places.ts';
import { quantile } from '../../analyze/figures/quantiles.ts';
import { tFactor } from '../../analyze/intervals/t-factor.ts';
import { seededRandom } from '../../base/random.ts';
import type {
  Candidate,
  CheckName,
  Interval,
  Recommendation,
  TargetFacts,
  Requirements,
} from '../../contract/recommendation.ts';
import { cellState, type ResultTable } from '../../contract/result-table.ts';
import type { ServedCounts } from '../../contract/served-mix.ts';
import type { Run } from '../../contract/run.ts';
import { blockSums, type BlockSums } from './block-sums.ts';
import { checksOf, couldBeChosen, isCovered, type Measured } from './checks.ts';
import { ranked, utilities, type Option } from './choose.ts';
import { influence, meansOf, standardError, type Means } from './means.ts';
import { mixWeights } from './mix-weights.ts';
import { expectedCalls, partObstacle } from './parts.ts';
import { qualityEvidence } from './quality-evidence.ts';
import { resample, type Contender } from './resample.ts';
import { savingOf } from './saving.ts';
import { tokenScale } from './token-scale.ts';

export interface RecommendInput {
  run: Pick<Run, 'run_id' | 'suite_name' | 'cases' | 'targets'> & HowItEnded;
  table: ResultTable;
  requirements: Requirements;
  /** By target id. */
  facts?: ReadonlyMap<string, TargetFacts>;
  seed?: number;
  resamples?: number;
}

interface Judged {
  measured: Measured;
  means: Means;
  qualityHalf: number;
  costHalf: number;
}

/** Of what is shown of quality, for all candidates at once. */
const level = 0.95;

function countsOf(table: ResultTable, target: number) {
  const size = table.cases.length * table.repeats;
  const expected = expectedCalls(table, target);
  let judged = 0;
  let answered = 0;
  let unpriced = 0;
  let truncated = 0;
  for (let row = target * size; row < (target + 1) * size; row++) {
    if (table.state[row] === cellState.notMeasured) continue;
    const failed = table.state[row] === cellState.failed;
    if (failed || !Number.isNaN(table.quality[row] as number)) judged++;
    if (failed) continue;
    answered++;
    if (table.state[row] === cellState.truncated) truncated++;
    if (Number.isNaN(table.cost_nanousd[row] as number)) unpriced++;
  }
  return {
    coverage: expected === 0 ? 0 : judged / expected,
    obstacle: partObstacle(table.targets[target]?.part),
    unpriced: answered === 0 ? 1 : unpriced / answered,
    truncatedRate: truncated / answered,
  };
}

const interval = (value: number, half: number, least = -Infinity, most = Infinity): Interval | null =>
  Number.isNaN(value) || Number.isNaN(half)
    ? null
    : { value, low: Math.max(least, value - half), high: Math.min(most, value + half) };

/** Half-widths shrink with the share of the suite that was asked when the claim is about the suite. */
function judge(input: RecommendInput, sums: BlockSums, shrink: number, scales: readonly number[]): Judged[] {
  const { table, requirements, facts, seed = 1 } = input;
  const factor = sums.clusters < 2 ? Number.NaN : tFactor(sums.blocks - 1) * shrink;
  const found = sums.targets.map((target, t) => {
    const means = meansOf(target);
    means.cost *= scales[t] as number;
    const times = answeredValues(table, t, 'e2e_ms').sort();
    const qualityError = Math.hypot(
      standardError(influence(target.quality, target.judged)),
      1 / (sums.clusters + 2),
    );
    return {
      means,
      qualityHalf: factor * qualityError,
      costHalf: factor * standardError(influence(target.cost, target.priced)) * (scales[t] as number),
      measured: {
        ...countsOf(table, t),
        errorRate: means.errorRate,
        p95: times.length === 0 ? Number.NaN : quantile(times, 0.95),
        costPerCall: means.cost,
        byHour: table.targets[t]?.by_hour === true,
      },
    };
  });
  const baseline = table.targets.findIndex(({ id }) => id === requirements.baseline_id);
  const covered = found.flatMap(({ measured }, t) => (isCovered(measured) ? [t] : []));
  const evidence = qualityEvidence(table, {
    candidates: found.flatMap(({ measured }, t) => {
      const known = facts?.get(table.targets[t]?.id ?? '') ?? {};
      return couldBeChosen(measured, requirements, known) ? [t] : [];
    }),
    controls: baseline < 0 ? [] : requirements.baseline_is_best ? covered : [baseline],
    margin: requirements.margin,
    floor: requirements.quality_floor,
    alpha: 1 - level,
    weightOf: requirements.traffic?.mix ? mixWeights(table, requirements.traffic.mix) : null,
    shrink,
    seed,
  });
  const shown = (of: 'margin' | 'floor', t: number) => {
    const one = evidence[of].get(t);
    return one ? { ...one, level, family: evidence.family[of] } : null;
  };
  const most = requirements.max_truncated_rate ?? 1;
  const isBaselineCut = (found[baseline]?.measured.truncatedRate ?? 0) > most;
  return found.map((one, t) => ({
    ...one,
    measured: {
      ...one.measured,
      isBaselineCut: isBaselineCut && t !== baseline,
      margin: shown('margin', t),
      floor: shown('floor', t),
    },
  }));
}

function differenceOf({ margin }: Measured): Candidate['difference'] {
  if (!margin || Number.isNaN(margin.low)) return null;
  const { value, low, high, level, family } = margin;
  return { value, low, high, level, family };
}

function candidateOf(
  input: RecommendInput,
  { judged, served }: { judged: Judged; served: ServedCounts | null },
  t: number,
): Candidate {
  const { table, requirements, facts } = input;
  const target = table.targets[t] as ResultTable['targets'][number];
  const { measured, means, qualityHalf, costHalf } = judged;
  const checks = checksOf(measured, requirements, facts?.get(target.id) ?? {});
  const costKnown = checks.find(({ name }) => name === 'known_cost')?.status === 'met';
  const per1k = costKnown ? interval(means.cost * 1000, costHalf * 1000, 0) : null;
  return {
    target_id: target.id,
    label: target.label,
    ...(target.part && { part: target.part }),
    feasible: checks.every(({ status }) => status === 'met'),
    checks,
    quality: interval(means.quality, qualityHalf, 0, 1),
    difference: differenceOf(measured),
    per_1k_usd: per1k,
    monthly_usd: requirements.traffic && costKnown ? means.cost * requirements.traffic.calls : null,
    p95_ms: Number.isNaN(measured.p95) ? null : measured.p95,
    error_rate: Number.isNaN(means.errorRate) ? null : means.errorRate,
    coverage: measured.coverage,
    utility: null,
    frontier_share: null,
    pick_share: 0,
    ...(served && { served }),
  };
}

function candidatesOf(input: RecommendInput, judged: readonly Judged[]): Candidate[] {
  const mixed = mixedTargets(input.table);
  return judged.map((one, t) => candidateOf(input, { judged: one, served: mixed[t] ?? null }, t));
}

/** The check that, left out alone, changes the pick. */
function bindingOf(
  candidates: readonly Candidate[],
  optionOf: (t: number) => Option,
  requirements: Requirements,
  pick: string | null,
): Recommendation['binding'] {
  const names = new Set(candidates.flatMap(({ checks }) => checks.map(({ name }) => name)));
  // without a known cost, a whole suite or whole answers nothing can be said
  for (const name of ['known_cost', 'coverage', 'truncated'] satisfies CheckName[]) names.delete(name);
  for (const name of names) {
    const options = candidates.flatMap(({ checks }, t) =>
      checks.every((check) => check.name === name || check.status === 'met') ? [optionOf(t)] : [],
    );
    const first = ranked(options, requirements.weights)[0];
    const other = first && candidates[first.index]?.target_id;
    if (other !== undefined && other !== pick) return { name, pick: other };
  }
  return null;
}

export function recommend(input: RecommendInput): Recommendation {
  const { table, shared } = sharedTable(input.run, input.table);
  return { ...chosen({ ...input, table }), ...(shared && { shared }) };
}

function contendersOf(
  judged: readonly Judged[],
  { sums, scales, candidates }: { sums: BlockSums; scales: number[]; candidates: readonly Candidate[] },
): Contender[] {
  return judged.map(({ means, measured }, t) => ({
    sums: sums.targets[t] as BlockSums['targets'][number],
    means,
    scale: scales[t] as number,
    p95: measured.p95,
    halves: measured.margin?.halves ?? [],
    floorHalf: measured.floor?.halves[0]?.half ?? 0,
    checks: candidates[t]?.checks ?? [],
  }));
}

/** Whoever could be chosen, the cheapest first: the saving holds for all of them. */
const optionsOf = (
  { table, requirements, facts }: RecommendInput,
  judged: readonly Judged[],
  contenders: readonly Contender[],
) =>
  contenders
    .filter((_, t) =>
      couldBeChosen(
        (judged[t] as Judged).measured,
        requirements,
        facts?.get(table.targets[t]?.id ?? '') ?? {},
      ),
    )
    .sort((a, b) => a.means.cost - b.means.cost);

/** What each in the order comes to by the user's weights. */
function weigh(candidates: readonly Candidate[], order: readonly Option[], { weights }: Requirements): void {
  const scores = weights ? utilities(order, weights) : [];
  for (const [i, { index }] of order.entries())
    if (candidates[index]) candidates[index].utility = scores[i] ?? null;
}

/** The dear ones last, those of unknown cost after them. */
const notFeasible = (candidates: readonly Candidate[]) =>
  candidates
    .filter((candidate) => !candidate.feasible)
    .sort((a, b) => (a.per_1k_usd?.value ?? Infinity) - (b.per_1k_usd?.value ?? Infinity));

function chosen(input: RecommendInput): Recommendation {
  const { run, table, requirements, seed = 1, resamples = 2000 } = input;
  const sums = blockSums(table, {
    weightOf: mixWeights(table, requirements.traffic?.mix ?? null),
    slowMs: requirements.max_p95_ms ?? Number.POSITIVE_INFINITY,
    seed,
  });
  const asked = run.cases === 0 ? 0 : Math.min(1, table.cases.length / run.cases);
  const shrink = requirements.scope === 'suite' ? Math.sqrt(1 - asked) : 1;
  const scales = tokenScale(run, table, requirements);
  const judged = judge(input, sums, shrink, scales);
  const candidates = candidatesOf(input, judged);
  const optionOf = (t: number): Option => {
    const { means, measured } = judged[t] as Judged;
    return { index: t, cost: means.cost, quality: means.quality, p95: measured.p95 };
  };
  const feasible = candidates.flatMap(({ feasible }, t) => (feasible ? [optionOf(t)] : []));
  const order = ranked(feasible, requirements.weights);
  const contenders = contendersOf(judged, { sums, scales, candidates });
  const shares = resample(contenders, {
    requirements,
    blocks: sums.blocks,
    resamples,
    shrink,
    random: seededRandom('recommend', seed),
  });
  for (const [t, candidate] of candidates.entries()) {
    candidate.pick_share = shares.picks[t] as number;
    candidate.frontier_share = shares.frontier[t] as number | null;
  }
  weigh(candidates, order, requirements);
  const [pick, second] = order.map(({ index }) => candidates[index]);
  const baseline = candidates.find(({ target_id }) => target_id === requirements.baseline_id);
  const options = optionsOf(input, judged, contenders);
  const pair = (candidate: Candidate | undefined) => candidate && contenders[candidates.indexOf(candidate)];
  return {
    schema: 'assay.recommendation/1',
    run_id: run.run_id,
    suite_name: run.suite_name,
    requirements,
    candidates: [...order.map(({ index }) => candidates[index] as Candidate), ...notFeasible(candidates)],
    pick: pick?.target_id ?? null,
    runner_up: second?.target_id ?? null,
    holds: pick?.pick_share ?? null,
    saving:
      pick && baseline && pick !== baseline && baseline.per_1k_usd
        ? savingOf(pair(pick), pair(baseline), {
            candidates: options.filter((option) => option !== pair(baseline)),
            shrink,
            traffic: requirements.traffic,
            seed,
          })
        : null,
    binding: bindingOf(candidates, optionOf, requirements, pick?.target_id ?? null),
    cases: table.cases.length,
    clusters: sums.clusters,
    resamples,
    seed,
  };
}
