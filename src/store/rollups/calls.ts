/** Calls as rollups are made of them: each with what its run, its case and its retried attempts add. Those under load are of another kind. */
import { dimensionNames, figures, neededColumns } from './rollup-columns.ts';

/** `where`: which samples; `ofRuns`: the same of what lies beside them, where it can be told. */
export const callsWhere = (
  where: string,
  ofRuns = 'true',
): string => `SELECT s.*, s.run_key AS run_id, r.suite_name AS suite_name, c.tags AS tags,
    r.assay_version AS assay_version, r.believable AS believable, a.retries AS retries,
    a.retried_cost_n AS retried_cost_n, a.retried_cost AS retried_cost
  FROM (SELECT toStartOfHour(toDateTime(started_at_ms / 1000, 'UTC')) AS hour, toString(run_id) AS run_key, sample_id,
      case_id, case_index, target_key, project, source, suite_hash, category, served_by, service_tier, region,
      reasoning_effective,
      ${neededColumns.join(', ')}
    FROM samples FINAL WHERE NOT is_warmup AND ${where}) AS s
  INNER JOIN (SELECT run_id, suite_name, assay_version, believable FROM runs FINAL
    WHERE ${ofRuns} AND NOT JSONHas(document, 'load')) AS r ON r.run_id = s.run_key
  LEFT JOIN (SELECT run_id, case_index, arraySort(any(tags)) AS tags FROM run_cases FINAL WHERE ${ofRuns}
    GROUP BY run_id, case_index) AS c ON c.run_id = s.run_key AND c.case_index = s.case_index
  LEFT JOIN (SELECT sample_id, count() AS retries, count(cost_nanousd) AS retried_cost_n,
      ifNull(sum(cost_nanousd), 0) AS retried_cost
    FROM retried_attempts FINAL WHERE ${ofRuns} GROUP BY sample_id) AS a ON a.sample_id = s.sample_id`;

const keys = ['hour', ...dimensionNames].join(', ');

/** A table like `rollup_hours`, of the cases alone that every version of a suite has in a period. */
export const sharedHours = (): string => {
  const inPeriod = callsWhere(
    "hour >= {since:DateTime('UTC')} AND hour < {until:DateTime('UTC')}",
    'run_id IN (SELECT toString(run_id) FROM runs FINAL WHERE suite_name = {suite:String})',
  );
  return `SELECT ${keys}, ${figures.map(({ column }) => `made_${column} AS ${column}`).join(', ')} FROM (
    WITH period AS (${inPeriod})
    SELECT ${keys}, ${figures.map(({ ofCalls, column }) => `${ofCalls} AS made_${column}`).join(', ')}
    FROM period WHERE case_id IN (SELECT case_id FROM period GROUP BY case_id
      HAVING uniqExact(suite_hash) = (SELECT uniqExact(suite_hash) FROM period))
    GROUP BY ${keys})`;
};
