import { readRecommendation } from '../app/analysis/read-recommendation.ts';
import type { ResultStore } from '../contract/result-store.ts';
import type { Run } from '../contract/run.ts';
import { whyNoChoice } from '../decide/recommend/assert-choice.ts';
import { decisionSentence } from '../view/words/recommendation-sentence.ts';
import { shortRunId } from '../view/short-run-id.ts';

/** What to use, in one sentence with how sure that is, or why nobody can tell yet. Without requirements of the user: `assay recommend` takes those. */
export async function decisionLine(store: ResultStore, run: Run): Promise<string | null> {
  const table = await store.table(run.run_id);
  if (!table) return null;
  const why = whyNoChoice(run, table);
  if (why) return `No recommendation: ${why.message}. ${why.remedy}`;
  const answer = await readRecommendation({}, { run, table });
  return decisionSentence(answer, `assay recommend ${shortRunId(run.run_id)}`);
}
