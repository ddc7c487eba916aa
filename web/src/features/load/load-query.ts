import { queryOptions } from '@tanstack/react-query';
import type { LoadReport } from '../../../../src/contract/load-report.ts';
import type { Run } from '../../../../src/contract/run.ts';
import { getJson, runUrl } from '../../lib/api.ts';
import { whileRunning } from '../../lib/while-running.ts';

const refreshMs = 2000;

/** Asked again while the run goes on, and when it ends. */
export function loadQuery({ run_id, status }: Run) {
  return queryOptions({
    queryKey: ['load', run_id, status],
    queryFn: ({ signal }) => getJson<LoadReport>(runUrl(run_id, '/load'), signal),
    ...whileRunning(status, refreshMs),
  });
}
