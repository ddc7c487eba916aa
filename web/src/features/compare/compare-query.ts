import { queryOptions } from '@tanstack/react-query';
import type { Comparison } from '../../../../src/contract/comparison.ts';
import type { ServedSplit } from '../../../../src/contract/served-split.ts';
import type { Run } from '../../../../src/contract/run.ts';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { get } from '../../lib/api.ts';
import { withVisibleLabel } from '../../lib/visible-names.ts';
import { whileRunning } from '../../lib/while-running.ts';

const refreshMs = 5000;

/** Asked again while the run goes on, and when it ends. */
export function compareQuery({ run_id, status }: Run, by: ServedSplit | undefined) {
  return queryOptions({
    queryKey: ['compare', run_id, status, by],
    queryFn: ({ signal }) => get('/api/compare', { query: { what: run_id, by } }, signal),
    select: (comparison: Comparison) => ({
      ...comparison,
      targets: comparison.targets.map((target) => ({
        ...withVisibleLabel(target),
        name: visibleLine(target.name),
      })),
      notes: comparison.notes.map(visibleLine),
    }),
    ...whileRunning(status, refreshMs),
  });
}
