/** What a rollup holds: by what calls are counted together, and how each figure is made of calls and of other rollups. */
import { tokenKinds } from '../../contract/measured-fields.ts';
import { answeredOutcomes } from '../../contract/outcome.ts';

const name = 'LowCardinality(String)';
const counts = `Map(${name}, UInt64)`;

/** Times whose distribution is kept: enough for every percentile, with sums for means. */
export const rollupLatencies = [
  'ttft_ms',
  'e2e_ms',
  'tpot_ms',
  'connect_ms',
  'tok_s_user',
  'norm_tok_s',
] as const;
export type RollupLatency = (typeof rollupLatencies)[number];

/** Those that rollups began with. Never changed: rows of equal dimensions replace each other. */
export const firstDimensions: readonly (readonly [column: string, type: string])[] = [
  ['target_key', name],
  ['suite_name', name],
  ['project', name],
  ['source', name],
  ['suite_hash', name],
  ['category', name],
  ['tags', 'Array(String)'],
  ['served_by', name],
  ['service_tier', name],
  ['region', name],
];

interface Figure {
  column: string;
  type: string;
  /** Of samples, with what their run and their retried attempts add. */
  ofCalls: string;
  /** Of other rollups. */
  ofRollups: string;
}

const answered = `outcome IN (${[...answeredOutcomes].map((each) => `'${each}'`).join(', ')})`;

const sum = (column: string, type: string, ofCalls: string): Figure => ({
  column,
  type,
  ofCalls,
  ofRollups: `sum(${column})`,
});
const countsOf = (column: string, text: string): Figure => ({
  column,
  type: counts,
  ofCalls: `sumMap(if(${text} != '', map(toString(${text}), toUInt64(1)), map()))`,
  ofRollups: `sumMap(${column})`,
});

/** Which quantiles a digest can be asked for; part of its type, so that it never changes. */
export const digestLevels = [0.005, ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100), 0.995, 0.999];
export const mergedDigest = (column: RollupLatency) =>
  `quantilesTDigestMerge(${digestLevels.join(', ')})(${column}_digest)`;
const levels = digestLevels.join(', ');
const latencyFigures = rollupLatencies.flatMap((column): Figure[] => {
  const value = `if(${answered}, ${column}, NULL)`;
  return [
    sum(`${column}_n`, 'UInt64', `count(${value})`),
    sum(`${column}_sum`, 'Float64', `ifNull(sum(${value}), 0)`),
    sum(`${column}_squares`, 'Float64', `ifNull(sum(${value} * ${value}), 0)`),
    {
      column: `${column}_digest`,
      type: `AggregateFunction(quantilesTDigest(${levels}), Nullable(Float64))`,
      ofCalls: `quantilesTDigestState(${levels})(${value})`,
      ofRollups: `quantilesTDigestMergeState(${levels})(${column}_digest)`,
    },
  ];
});

const quality = `if(${answered}, quality, NULL)`;
const tokenMap = `map(${tokenKinds.map((each) => `'${each}', ${each}_tokens`).join(', ')})`;

/** Map of name → value of those that have one, made of a map with unknown values. */
const known = (map: string, value: string) =>
  `mapApply((k, v) -> (k, ${value}), mapFilter((k, v) -> isNotNull(v), ${map}))`;

const scoreMap = (column: string, type: string, value: string): Figure => ({
  column,
  type: `Map(${name}, ${type})`,
  ofCalls: `sumMap(mapApply((k, v) -> (toString(k), ${value}), scores))`,
  ofRollups: `sumMap(${column})`,
});

export const figures: readonly Figure[] = [
  sum('n', 'UInt64', 'count()'),
  countsOf('outcomes', 'outcome'),
  countsOf('error_classes', 'error_class'),
  sum('quality_n', 'UInt64', `count(${quality})`),
  sum('quality_sum', 'Float64', `ifNull(sum(${quality}), 0)`),
  sum('quality_squares', 'Float64', `ifNull(sum(${quality} * ${quality}), 0)`),
  sum('correct', 'UInt64', `countIf(${answered} AND correct = true)`),
  scoreMap('score_n', 'UInt64', 'toUInt64(1)'),
  scoreMap('score_sum', 'Float64', 'toFloat64(v)'),
  scoreMap('score_squares', 'Float64', 'toFloat64(v) * toFloat64(v)'),
  ...latencyFigures,
  {
    column: 'tokens',
    type: counts,
    ofCalls: `sumMap(${known(tokenMap, 'toUInt64(assumeNotNull(v))')})`,
    ofRollups: 'sumMap(tokens)',
  },
  sum('usage_missing', 'UInt64', "countIf(usage_source IN ('missing', 'estimated'))"),
  sum('cost_n', 'UInt64', 'count(cost_nanousd)'),
  sum('cost_nanousd', 'Int64', 'ifNull(sum(cost_nanousd), 0)'),
  sum('retries', 'UInt64', 'sum(retries)'),
  sum('retried_cost_n', 'UInt64', 'sum(retried_cost_n)'),
  sum('retried_cost_nanousd', 'Int64', 'sum(retried_cost)'),
  countsOf('response_models', 'response_model'),
  countsOf('fingerprints', 'system_fingerprint'),
  countsOf('price_ids', 'price_id'),
  countsOf('assay_versions', 'assay_version'),
  sum('unreliable', 'UInt64', 'countIf(believable = false)'),
];

/** Columns of samples that the figures are made of. */
export const neededColumns = [
  'outcome',
  'error_class',
  'quality',
  'correct',
  'scores',
  ...rollupLatencies,
  ...tokenKinds.map((each) => `${each}_tokens`),
  'usage_source',
  'cost_nanousd',
  'response_model',
  'system_fingerprint',
  'price_id',
] as const;

export const firstDimensionNames = firstDimensions.map(([column]) => column);
/** With the one that a migration added. */
export const dimensionNames = [...firstDimensionNames, 'reasoning_effective'];
