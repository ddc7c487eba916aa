import { queryOptions } from '@tanstack/react-query';
import type { LoadReport } from '../../../../src/contract/load-report.ts';
import type { Run } from '../../../../src/contract/run.ts';
import { getJson, runUrl } from '../../lib/api.ts';

/** Asked again when the run ends: its phases are known then. */
export function loadQuery({ run_id, status }: Run) {
  return queryOptions({
    queryKey: ['load', run_id, status],
    queryFn: ({ signal }) => getJson<LoadReport>(runUrl(run_id, '/load'), signal),
    staleTime: Infinity,
  });
}
