import type { Report, Spread } from '../../contract/report.ts';
import { csvCell, type CsvCell } from '../csv-cell.ts';

const head =
  'run_id,suite_name,started_at,target_id,label,asked,failed,quality,quality_low,quality_high,error_rate,ttft_ms_p50,ttft_ms_p95,e2e_ms_p50,e2e_ms_p95,cost_per_1k_usd,total_usd,n_unpriced,output_tokens,recommended,quality_answered,truncated,refused,unscored,ttft_ms_p50_low,ttft_ms_p50_high,ttft_ms_p95_low,ttft_ms_p95_high,e2e_ms_p50_low,e2e_ms_p50_high,e2e_ms_p95_low,e2e_ms_p95_high';

/** Low and high of the p50, then of the p95. */
const ends = (spread: Spread | null): CsvCell[] => {
  const { p50, p95 } = spread?.intervals ?? {};
  return [p50?.low, p50?.high, p95?.low, p95?.high];
};

/** One line per run and target. */
export function reportCsv({ runs }: Report): string {
  const lines = runs.flatMap(({ run, figures, recommendation }) =>
    figures.map((of) =>
      [
        run.run_id,
        run.suite_name,
        new Date(run.started_at_ms).toISOString(),
        of.target_id,
        of.label,
        of.asked,
        of.failed,
        of.quality?.value,
        of.quality?.low,
        of.quality?.high,
        of.error_rate?.value,
        of.ttft_ms?.p50,
        of.ttft_ms?.p95,
        of.e2e_ms?.p50,
        of.e2e_ms?.p95,
        of.cost_per_1k_usd,
        of.total_usd,
        of.n_unpriced,
        of.output_tokens,
        recommendation ? Number(recommendation.pick === of.target_id) : null,
        ...ends(of.ttft_ms),
        ...ends(of.e2e_ms),
        of.quality_answered?.value,
        of.truncated,
        of.refused,
        of.unscored,
      ]
        .map(csvCell)
        .join(','),
    ),
  );
  return [head, ...lines, ''].join('\r\n');
}
