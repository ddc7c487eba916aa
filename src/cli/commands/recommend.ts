import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { assertChoice } from '../../decide/recommend/assert-choice.ts';
import { requirementsOf, type RequirementInput } from '../../decide/recommend/read-requirements.ts';
import { recommendationText } from '../../report/recommendation-text.ts';
import type { CommandModule } from '../command.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';
import { modelFacts } from '../../app/analysis/read-model-facts.ts';
import { withProgressNote } from '../tell-while.ts';

/** Which target of a run to use, how sure that is, and what it saves. */
export const run: CommandModule['run'] = async ([id = 'latest'], options, context) => {
  const word = (name: string) => options[name] as string | undefined;
  const words: RequirementInput = {
    scope: word('scope'),
    baseline: word('baseline'),
    margin: word('margin'),
    floor: word('minQuality'),
    p95: word('maxP95'),
    errors: word('maxErrors'),
    truncated: word('maxTruncated'),
    per1k: word('maxPer1k'),
    monthly: word('maxMonthly'),
    context: word('context'),
    needs: word('needs'),
    calls: word('calls'),
    inputTokens: word('inputTokens'),
    outputTokens: word('outputTokens'),
    mix: word('mix'),
    weights: word('weights'),
  };
  const { run, table } = await withData(context, (store) => requireTable(store, id));
  assertChoice(run, table);
  const requirements = requirementsOf(words, run, table);
  const facts = await modelFacts(run, context.cwd, word('modelsDev'));
  const work = inComputePool(cellsOf(table), 'recommend', { run, table, requirements, facts });
  const answer = await withProgressNote(context, 'choosing', work);
  context.print(context.json ? JSON.stringify(answer, null, 2) : recommendationText(answer, context));
  return 'ok';
};
