/**
 * Published figures from public data, computed by the functions that compare, rank, route and watch: paired differences with
 * clusters (GPQA, Julia), two versions of a model (LLMDrift), a router's bounds (RouteLLM), ratings (PandaLM) and change points (Otava).
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { compareTable } from '../src/analyze/compare/compare-table.ts';
import { changePoints } from '../src/analyze/drift/change-points.ts';
import { clusteredT, designEffect } from '../src/analyze/intervals/clustered-t.ts';
import { casesNeeded } from '../src/analyze/power/cases-needed.ts';
import { powerOfRun } from '../src/analyze/power/power-report.ts';
import { bradleyTerry, eloScale } from '../src/analyze/rank/bradley-terry.ts';
import { tQuantile, twoSidedT } from '../src/analyze/intervals/t-distribution.ts';
import type { Comparison, MetricComparison } from '../src/contract/comparison.ts';
import type { ComparedMetric } from '../src/contract/compared-metric.ts';
import { apgr, cpt, oracleCurve } from '../src/decide/route/router-metrics.ts';
import { sharedData } from './support/shared-data.ts';
import { tableOf, type RecordedResult } from './support/table-of.ts';
import { conclude } from './support/verdict.ts';

type Row = Record<string, string>;
const csv = (...path: string[]) => parse(readFileSync(sharedData(...path)), { columns: true }) as Row[];
const lines = <T>(...path: string[]) =>
  readFileSync(sharedData(...path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
const document = <T>(...path: string[]) => JSON.parse(readFileSync(sharedData(...path), 'utf8')) as T;
const near = (value: number | null | undefined, expected: number, within: number) =>
  value != null && Math.abs(value - expected) <= within;
const metricOf = ({ pairs }: Comparison, metric: ComparedMetric, pair = 0) =>
  pairs[pair]?.metrics.find((one) => one.metric === metric) as MetricComparison;
const points = (share: number | undefined) => Math.round((share ?? Number.NaN) * 1e4) / 100;

function placesOf(table: ReturnType<typeof tableOf>, names: [string, string]): [number, number] {
  const place = (name: string) => table.targets.findIndex(({ id }) => id === name);
  return [place(names[0]), place(names[1])];
}

function gpqa() {
  const rows = csv('gpqa', 'gpqa_diamond_scores.csv');
  const table = tableOf(
    rows.map((row) => ({
      target: row['model_id'] as string,
      case: row['item_id'] as string,
      quality: Number(row['score']),
    })),
  );
  const quality = metricOf(compareTable(table), 'quality');
  const { value = Number.NaN } = quality.effect ?? {};
  const { low, high } = quality.effect?.alone ?? {};
  const nano = rows.filter((row) => row['model_id'] === table.targets[0]?.id);
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { item_id = '', score } of nano) {
    const { sum, count } = sums.get(item_id) ?? { sum: 0, count: 0 };
    sums.set(item_id, { sum: sum + Number(score), count: count + 1 });
  }
  const clusters = {
    sums: [...sums.values()].map(({ sum }) => sum),
    counts: [...sums.values()].map(({ count }) => count),
  };
  const alone = clusteredT(clusters);
  const found = powerOfRun(table);
  const needed = found && casesNeeded(found.components, table.repeats, 0.06);
  const se = ((high ?? Number.NaN) - value) / tQuantile(0.975, quality.clusters - 1);
  return {
    difference_points: points(value),
    interval: [points(low), points(high)],
    p_sign_flip: quality.p,
    p_t: twoSidedT(value / se, quality.clusters - 1),
    design_effect: designEffect(
      nano.map(({ score }) => Number(score)),
      clusters,
    ),
    nano: alone && [alone.mean, alone.se, alone.low, alone.high],
    items_for_6_points: needed === null ? null : Math.ceil(needed),
    verdict: quality.verdict,
  };
}

interface JuliaRun {
  parsed: boolean;
  executed: boolean;
  unit_tests_passed: number;
  unit_tests_count: number;
  examples_executed: number;
  examples_count: number;
  model: string;
  name: string;
  prompt_label: string;
  prompt_strategy: string;
  device: string;
  timestamp: string;
  cost: number;
  elapsed_seconds: number;
}

const part = (done: number, all: number) => (all > 0 ? done / all : 0);

/** 0 to 1; a quarter each for parsing, running, unit tests and examples, as the leaderboard scores. */
function juliaScore(run: JuliaRun): number {
  const { unit_tests_passed, unit_tests_count, examples_executed, examples_count } = run;
  return (
    (Number(run.parsed) +
      Number(run.executed) +
      part(unit_tests_passed, unit_tests_count) +
      part(examples_executed, examples_count)) /
    4
  );
}

function julia() {
  const groups = Map.groupBy(lines<JuliaRun>('julia', 'evaluations.jsonl'), (run) =>
    JSON.stringify([run.device, run.name, run.model, run.prompt_label, run.prompt_strategy]),
  );
  const kept = [...groups.values()].flatMap((runs) =>
    runs.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1)).slice(-10),
  );
  const names = ['claude-3-5-sonnet-20240620', 'claude-3-opus-20240229', 'gpt-4o-2024-08-06'];
  const table = tableOf(
    kept
      .filter(({ model }) => names.includes(model))
      .map((run): RecordedResult => ({
        target: run.model,
        case: `${run.name}/${run.prompt_label}`,
        cluster: run.name,
        quality: juliaScore(run),
        e2e_ms: run.elapsed_seconds * 1000,
        // 0 is how this data says that it does not know.
        ...(run.cost > 0 ? { cost_nanousd: run.cost * 1e9 } : {}),
      })),
  );
  const [sonnet, opus, unpriced] = names as [string, string, string];
  const comparison = compareTable(table, {
    pairs: [placesOf(table, [sonnet, opus]), placesOf(table, [unpriced, opus])],
  });
  const quality = metricOf(comparison, 'quality');
  return {
    tasks: quality.clusters,
    sonnet_minus_opus: points(quality.effect?.value),
    interval: [points(quality.effect?.alone.low), points(quality.effect?.alone.high)],
    p: quality.p,
    design_effect: quality.design_effect,
    verdict: quality.verdict,
    more_cases: quality.more_cases,
    unpriced: comparison.targets.filter((one) => one.cost_per_1k_usd === null).map((one) => one.label),
    cost_verdict_of_unpriced: metricOf(comparison, 'cost', 1).verdict,
    cost_effect_of_unpriced: metricOf(comparison, 'cost', 1).effect,
    notes: comparison.notes,
  };
}

/** What the later version of GPT-4 lost and gained on one task. */
function llmdrift(file: string, isRight: (row: Row) => boolean) {
  const names: [string, string] = ['openaichat/gpt-4-0613', 'openaichat/gpt-4-0314'];
  const table = tableOf(
    csv('llmdrift', file)
      .filter(({ model = '' }) => names.includes(model))
      .map((row) => ({
        target: row['model'] as string,
        case: row['id'] as string,
        quality: Number(isRight(row)),
      })),
  );
  const comparison = compareTable(table, { pairs: [placesOf(table, names)] });
  const quality = metricOf(comparison, 'quality');
  const cases = comparison.pairs[0]?.cases;
  return {
    n: quality.n,
    before: points(quality.second ?? undefined),
    after: points(quality.first ?? undefined),
    regressed: cases?.second_ahead,
    improved: cases?.first_ahead,
    interval: [points(quality.effect?.alone.low), points(quality.effect?.alone.high)],
    p: quality.p,
    verdict: quality.verdict,
  };
}

const firstWord = ({ answer = '', ref_answer = '' }: Row) =>
  /\b(Yes|No)\b/.exec(answer)?.[1]?.toLowerCase() === ref_answer.toLowerCase();
const boxed = (text: string | undefined) => /boxed\{(\d+)\}/.exec(text ?? '')?.[1];

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function routellm() {
  const left = new Set(
    lines<{ eval_prompt: string }>('routellm', 'contaminated_prompts.jsonl').map((line) => line.eval_prompt),
  );
  const kept = csv('routellm', 'gsm8k_responses.csv').filter(({ prompt = '' }) => !left.has(prompt));
  const models: [string, string] = ['gpt-4-1106-preview', 'mistralai/Mixtral-8x7B-Instruct-v0.1'];
  const [strong, weak] = models.map((model) => kept.map((row) => Number(row[model] === 'True'))) as [
    number[],
    number[],
  ];
  const table = tableOf(
    models.flatMap((target, m) =>
      kept.map((_, i) => ({ target, case: String(i), quality: (m === 0 ? strong : weak)[i] as number })),
    ),
  );
  const comparison = compareTable(table);
  const quality = metricOf(comparison, 'quality');
  const curve = oracleCurve(weak, strong);
  const [low, high] = [mean(weak), mean(strong)];
  return {
    n: kept.length,
    weak: low,
    strong: high,
    strong_only: comparison.pairs[0]?.cases.first_ahead,
    weak_only: comparison.pairs[0]?.cases.second_ahead,
    interval: quality.effect?.alone,
    oracle: curve.map((point) => point.quality),
    apgr: apgr(curve, low, high),
    cpt: [0.2, 0.5, 0.8].map((share) => cpt(curve, low, high, share)),
  };
}

type Pair = { cmp_key: string } & Record<'annotator1' | 'annotator2' | 'annotator3', number>;

function pandalm() {
  const pairs = document<Pair[]>('pandalm', 'testset-v1.json');
  const names = [...new Set(pairs.flatMap(({ cmp_key }) => cmp_key.split('_')))];
  const battles = pairs.map(({ cmp_key, ...labels }) => {
    const [first, second] = cmp_key.split('_').map((name) => names.indexOf(name)) as [number, number];
    const votes = [labels.annotator1, labels.annotator2, labels.annotator3].sort();
    // The middle one of three sorted votes is the majority's whenever two agree.
    const majority = votes[1];
    return { first, second, outcome: majority === 1 ? 1 : majority === 2 ? 0 : 0.5 };
  });
  const found = bradleyTerry(names.length, battles);
  return Object.fromEntries(
    names.map((name, i) => [
      name,
      [
        1000 + eloScale * (found?.ratings[i] ?? Number.NaN),
        eloScale * Math.sqrt(found?.covariance[i]?.[i] ?? Number.NaN),
      ],
    ]),
  );
}

function tigerbeetle() {
  const { series, expected } = document<{
    series: number[];
    expected: { args: string; indexes: number[] }[];
  }>('changepoint', 'otava_tigerbeetle.json');
  return expected.map(({ args, indexes }) => {
    const of = (name: string) => Number(new RegExp(`${name}=([\\d.e-]+)`).exec(args)?.[1]);
    const settings = {
      window: of('window_len'),
      maxP: of('max_pvalue'),
      minMagnitude: of('min_magnitude'),
    };
    const found = changePoints(series, { ...settings, spread: 'population' }).map(({ index }) => index);
    return {
      ...settings,
      found: found.length,
      same: JSON.stringify(found) === JSON.stringify(indexes),
      welch: changePoints(series, settings).map(({ index }) => index).length,
    };
  });
}

const found = {
  gpqa: gpqa(),
  julia: julia(),
  primes: llmdrift('PRIME_FULL_EVAL.csv', firstWord),
  happy_numbers: llmdrift(
    'COUNTAHAPPYNUMBER_EVAL.csv',
    ({ answer, ref_answer }) => boxed(answer) === boxed(ref_answer),
  ),
  routellm: routellm(),
  pandalm: pandalm(),
  tigerbeetle: tigerbeetle(),
};
const { gpqa: g, julia: j, primes, happy_numbers: happy, routellm: r } = found;
const ratings: Record<string, [number, number]> = {
  'llama-7b': [1125.827, 14.273],
  'pythia-6.9b': [1012.788, 13.467],
  'bloom-7b': [996.839, 13.247],
  'opt-7b': [957.79, 13.671],
  'cerebras-gpt-6.7B': [906.756, 14.316],
};
conclude(
  'published',
  {
    gpqa_difference: near(g.difference_points, 5.86, 0.01),
    gpqa_interval: near(g.interval[0], 0.4, 0.05) && near(g.interval[1], 11.3, 0.05),
    gpqa_p: near(g.p_t, 0.036, 0.0005),
    gpqa_design_effect: near(g.design_effect, 3.44, 0.01),
    gpqa_items: g.items_for_6_points === 334,
    julia_undecided: j.verdict === 'undecided' && j.tasks === 14,
    julia_interval: near(j.interval[0], -2.91, 0.03) && near(j.interval[1], 8.07, 0.03),
    julia_p: near(j.p, 0.389, 0.005),
    julia_unknown_costs: j.unpriced.length === 1 && j.cost_effect_of_unpriced === null,
    primes: primes.regressed === 476 && primes.improved === 147 && primes.verdict === 'worse',
    primes_shares: near(primes.before, 84, 0.01) && near(primes.after, 51.1, 0.01),
    happy_numbers: happy.regressed === 269 && happy.improved === 27 && happy.verdict === 'worse',
    routellm: r.strong_only === 382 && r.weak_only === 94 && r.n === 1307,
    routellm_interval: near(r.interval?.low, 0.189862, 1e-6) && near(r.interval?.high, 0.250841, 1e-6),
    routellm_oracle:
      [0.637337, 0.737337, 0.837337, 0.92961].every((share, i) => near(r.oracle[i], share, 1e-6)) &&
      near(r.apgr, 1.1309, 1e-4),
    routellm_thresholds: [0.04407, 0.110176, 0.176282].every((share, i) => near(r.cpt[i], share, 1e-6)),
    pandalm: Object.entries(ratings).every(([name, expected]) => {
      const [rating, se] = found.pandalm[name] ?? [];
      return near(rating, expected[0], 0.01) && near(se, expected[1], 0.01);
    }),
    tigerbeetle: found.tigerbeetle.length === 10 && found.tigerbeetle.every(({ same }) => same),
  },
  found,
);
