/**
 * A planted truth: twelve simulated models, one of which costs 28 % less than the baseline and is as good. Over 200 seeds it must be
 * recommended, and the interval of the saving must cover 28 %, in 95 % of them or more.
 */
import { recommend } from '../src/decide/recommend/recommend.ts';
import { exampleTarget } from '../test/example-summary.ts';
import { plantedTable, type PlantedModel } from '../test/made-up/planted-table.ts';
import { conclude } from './support/verdict.ts';

const seeds = 200;
const cases = 3000;
const models: PlantedModel[] = [
  { label: 'baseline', quality: 0.82, cost: 0.01 },
  { label: 'planted', quality: 0.82, cost: 0.0072 },
  { label: 'dearer, better', quality: 0.9, cost: 0.05 },
  { label: 'dearer, as good', quality: 0.82, cost: 0.014 },
  { label: 'a little cheaper', quality: 0.82, cost: 0.0095 },
  { label: 'cheap, worse', quality: 0.68, cost: 0.002 },
  { label: 'cheaper, much worse', quality: 0.55, cost: 0.001 },
  { label: 'cheap, clearly worse', quality: 0.7, cost: 0.004 },
  { label: 'cheap, fails', quality: 0.82, cost: 0.003, fails: 0.3 },
  { label: 'price unknown', quality: 0.85, cost: Number.NaN },
  { label: 'half the suite', quality: 0.82, cost: 0.002, asked: 0.5 },
  { label: 'worst', quality: 0.3, cost: 0.006 },
];
const targets = models.map(({ label }) => ({ ...exampleTarget(label), id: label }));

let recommended = 0;
let covered = 0;
let width = 0;
const picks: Record<string, number> = {};
const started = performance.now();
for (let seed = 1; seed <= seeds; seed++) {
  const answer = recommend({
    run: { run_id: `seed-${seed}`, suite_name: 'planted', cases, targets },
    table: plantedTable({ models, cases, seed }),
    requirements: {
      scope: 'work',
      baseline_id: 'baseline',
      margin: 0.05,
      quality_floor: null,
      max_p95_ms: null,
      max_error_rate: 0.05,
      max_per_1k_usd: null,
      max_monthly_usd: null,
      context_tokens: null,
      abilities: [],
      traffic: null,
      weights: null,
    },
    seed,
    resamples: 100,
  });
  picks[answer.pick ?? 'none'] = (picks[answer.pick ?? 'none'] ?? 0) + 1;
  if (answer.pick === 'planted') recommended++;
  const { saving } = answer;
  if (answer.pick === 'planted' && saving && saving.low <= 0.28 && saving.high >= 0.28) covered++;
  if (saving) width += (saving.high - saving.low) / seeds;
}
conclude(
  'saving',
  { recommended: recommended / seeds >= 0.95, covered: covered / seeds >= 0.95 },
  {
    models: models.length,
    cases,
    seeds,
    recommended_share: recommended / seeds,
    covered_share: covered / seeds,
    mean_width: width,
    picks,
    seconds: (performance.now() - started) / 1000,
  },
);
