import { queryOptions } from '@tanstack/react-query';
import type { RecommendationAnswer } from '../../../../src/contract/recommendation.ts';
import type { Run } from '../../../../src/contract/run.ts';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { withVisibleLabel } from '../../lib/visible-names.ts';
import { get } from '../../lib/api.ts';
import { whileRunning } from '../../lib/while-running.ts';
import type { RequirementSearch } from './requirement-search.ts';

const refreshMs = 5000;

const withVisibleText = (answer: RecommendationAnswer): RecommendationAnswer => ({
  ...answer,
  paragraph: visibleLine(answer.paragraph),
  candidates: answer.candidates.map(withVisibleLabel),
  refusals: answer.refusals.map((refusal) => ({ ...refusal, text: visibleLine(refusal.text) })),
});

/** `null`: not asked. Asked again while the run goes on, and when it ends. */
export function decisionQuery({ run_id, status }: Run, requirements: RequirementSearch | null) {
  return queryOptions({
    queryKey: ['decision', run_id, status, requirements],
    queryFn: ({ signal }) =>
      get('/api/runs/{id}/recommendation', { params: { id: run_id }, query: requirements ?? {} }, signal),
    select: withVisibleText,
    retry: false,
    enabled: requirements !== null,
    ...whileRunning(status, refreshMs),
  });
}
