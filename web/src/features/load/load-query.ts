import { queryOptions } from '@tanstack/react-query';
import type { Run } from '../../../../src/contract/run.ts';
import { get } from '../../lib/api.ts';
import { whileRunning } from '../../lib/while-running.ts';

const refreshMs = 2000;

/** Asked again while the run goes on, and when it ends. */
export function loadQuery({ run_id, status }: Run) {
  return queryOptions({
    queryKey: ['load', run_id, status],
    queryFn: ({ signal }) => get('/api/runs/{id}/load', { params: { id: run_id } }, signal),
    ...whileRunning(status, refreshMs),
  });
}
