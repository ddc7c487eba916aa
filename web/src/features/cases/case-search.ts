import { z } from 'zod/mini';

const word = z.catch(z.optional(z.string()), undefined);

/** What of the grid stands in the address, so that a view can be sent to someone else. A value that makes no sense is dropped. */
export const caseSearchSchema = z.object({
  /** Ids of two targets: only cases the first got right and the second wrong. */
  right: word,
  wrong: word,
  outcome: z.catch(z.optional(z.enum(['failed', 'wrong', 'right', 'flaky'])), undefined),
  category: word,
  search: word,
  /** Id of the case that is open. */
  case: word,
});

export type CaseSearch = z.infer<typeof caseSearchSchema>;
export type CaseFilters = Omit<CaseSearch, 'case'>;

/** What the grid's API is asked for. Half a pair of `right` and `wrong` is no filter yet. */
export function gridParameters(
  { right, wrong, ...filters }: CaseFilters,
  targetIds: string[],
  offset: number,
  limit: number,
) {
  const isPair = right && wrong && right !== wrong;
  return {
    targets: targetIds.join(','),
    ...(isPair && { right, wrong }),
    ...filters,
    offset: String(offset),
    limit: String(limit),
  };
}

/** Filters that narrow the grid at present. */
export function activeFilters(filters: CaseFilters): number {
  const isPair = filters.right && filters.wrong && filters.right !== filters.wrong;
  return [isPair, filters.outcome, filters.category, filters.search].filter(Boolean).length;
}
