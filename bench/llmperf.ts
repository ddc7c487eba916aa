/**
 * Nineteen published runs of 150 requests (ray-project/llmperf-leaderboard): every published statistic of every metric
 * recomputed from the single requests by the product's own quantile code. Then the same requests through the product's
 * analysis: a provider that failed 130 of 150 is not ranked by the 20 it answered, not even if those had been the fastest.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createBoard } from '../src/analyze/progress/board.ts';
import { quantile, quantilesOf } from '../src/analyze/figures/quantiles.ts';
import { withFrontier } from '../src/decide/with-frontier.ts';
import { runOf, sampleOf } from '../test/made-up/board-rows.ts';
import { sharedData } from './support/shared-data.ts';
import { conclude } from './support/verdict.ts';

type Request = Record<string, number> & { error_code: number | null };

const metrics = [
  'inter_token_latency_s',
  'ttft_s',
  'end_to_end_latency_s',
  'request_output_throughput_token_per_s',
  'number_input_tokens',
  'number_output_tokens',
];
const shares = { p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 };
const tolerance = 1e-9;

const read = <T>(...path: string[]) => JSON.parse(readFileSync(sharedData('llmperf', ...path), 'utf8')) as T;
const runs = readdirSync(sharedData('llmperf', 'individual')).toSorted();
const requestsOf = (file: string) => read<Request[]>('individual', file);

function statistics(values: number[]): Record<string, number> {
  const sorted = Float64Array.from(values).sort();
  const all = quantilesOf(sorted);
  if (!all || all.sd === null) throw new Error('a published run has no two answers');
  const quantiles = Object.entries(shares).map(([name, share]) => [
    `quantiles_${name}`,
    quantile(sorted, share),
  ]);
  const { mean, min, max, sd } = all;
  return { ...Object.fromEntries(quantiles), mean, min, max, stddev: sd };
}

let matched = 0;
let matchedOfTimes = 0;
let worst = 0;
const unmatched: string[] = [];
for (const file of runs) {
  const published = read<Record<string, string | number>>('summary', file);
  const answered = requestsOf(file).filter((request) => request.error_code === null);
  for (const [index, metric] of metrics.entries()) {
    const ours = statistics(answered.map((request) => request[metric] as number));
    for (const [name, value] of Object.entries(ours)) {
      const theirs = Number(published[`results_${metric}_${name}`]);
      const apart = Math.abs(value - theirs) / Math.max(1e-12, Math.abs(theirs));
      if (apart <= tolerance || Math.abs(value - theirs) <= 1e-12) {
        matched++;
        if (index < 4) matchedOfTimes++;
        worst = Math.max(worst, apart);
      } else unmatched.push(`${file} ${metric} ${name}: ${value}, published ${theirs}`);
    }
  }
}

/** All runs as targets of one; answers count as right, since the data has no scores. `faster`: divides the times of one run. */
function analysed(faster?: string) {
  const board = createBoard(runOf(runs, { cases: 150 }));
  for (const file of runs) {
    const by = file === faster ? 100 : 1;
    for (const [index, request] of requestsOf(file).entries()) {
      const isAnswered = request.error_code === null;
      const ms = (name: string) => (isAnswered ? ((request[name] as number) * 1000) / by : null);
      board.add(
        sampleOf(file, index, {
          outcome: isAnswered ? 'ok' : 'error',
          error_class: isAnswered ? '' : 'http_5xx',
          quality: isAnswered ? 1 : null,
          correct: isAnswered ? true : null,
          ttft_ms: ms('ttft_s'),
          e2e_ms: ms('end_to_end_latency_s'),
          cost_nanousd: isAnswered ? Math.round(1000 / by) : 0,
        }),
      );
    }
  }
  return withFrontier(board.summary());
}

const failing = 'lepton_70b.json';
const summary = analysed();
const asFastest = analysed(failing);
const entry = summary.targets.find((target) => target.target.id === failing);
const bedrock = summary.targets.find((target) => target.target.id === 'bedrock_70b.json');
const onFrontier = ({ frontier }: typeof summary) =>
  frontier.quality_p95.includes(failing) || frontier.quality_cost.includes(failing);

for (const line of unmatched) console.log(line);
conclude(
  'llmperf',
  {
    published_statistics: matchedOfTimes === 760,
    all_statistics: unmatched.length === 0,
    errors_beside: entry?.error_rate?.value === 130 / 150 && (entry.error_rate.low ?? 0) > 0.8,
    not_ranked: entry?.ranked === false && !onFrontier(summary),
    not_ranked_if_fastest: !onFrontier(asFastest),
    others_ranked: summary.frontier.quality_p95.length > 0,
  },
  {
    runs: runs.length,
    matched,
    matched_of_four_metrics: matchedOfTimes,
    unmatched: unmatched.length,
    worst_relative_difference: worst,
    failing: { run: failing, n: entry?.n, answered: entry?.latency.e2e_ms?.n, error_rate: entry?.error_rate },
    also_not_ranked: summary.targets.filter((target) => !target.ranked).map(({ target }) => target.id),
    bedrock_70b_error_rate: bedrock?.error_rate?.value,
    frontier_p95: summary.frontier.quality_p95,
  },
);
