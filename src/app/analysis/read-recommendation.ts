import { cellsOf, inComputePool } from '../../compute-pool/compute-pool.ts';
import type { Recommendation, Requirements, TargetFacts } from '../../contract/recommendation.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { Run } from '../../contract/run.ts';
import { requirementsOf, type RequirementInput } from '../../decide/recommend/read-requirements.ts';

/** What else there is to know of a run than its rows. */
interface Known {
  run: Run;
  table: ResultTable;
  /** By target id; needed for requirements on context and abilities alone. */
  facts?: ReadonlyMap<string, TargetFacts>;
}

/**
 * The recommendation of a run, computed in the one way there is: a command, the page, a report and the end of a run give the same
 * figures for the same requirements. Throws `usage` for a requirement that cannot be read.
 */
export async function readRecommendation(words: RequirementInput, known: Known): Promise<Recommendation> {
  return recommendFor(requirementsOf(words, known.run, known.table), known);
}

/** The same for requirements that were read before. */
export async function recommendFor(
  requirements: Requirements,
  { run, table, facts }: Known,
): Promise<Recommendation> {
  return inComputePool(cellsOf(table), 'recommend', { run, table, requirements, ...(facts && { facts }) });
}
