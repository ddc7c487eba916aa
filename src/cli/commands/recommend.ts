import { inComputePool, cellsOf } from '../../compute-pool/compute-pool.ts';
import { assertChoice } from '../../decide/recommend/assert-choice.ts';
import { requirementsOf, type RequirementInput } from '../../decide/recommend/read-requirements.ts';
import { recommendationText } from '../../report/recommendation-text.ts';
import type { RunCommand } from '../command.ts';
import type { recommendSpec } from '../specs/decide.ts';
import { requireTable } from '../../app/data/require-table.ts';
import { withData } from '../../app/data/open-data.ts';
import { modelFacts } from '../../app/analysis/read-model-facts.ts';
import { withProgressNote } from '../tell-while.ts';

/** Which target of a run to use, how sure that is, and what it saves. */
export const run: RunCommand<typeof recommendSpec> = async ([id = 'latest'], options, context) => {
  const words: RequirementInput = {
    scope: options.scope,
    baseline: options.baseline,
    margin: options.margin,
    floor: options.minQuality,
    p95: options.maxP95,
    errors: options.maxErrors,
    truncated: options.maxTruncated,
    per1k: options.maxPer1k,
    monthly: options.maxMonthly,
    context: options.context,
    needs: options.needs,
    calls: options.calls,
    inputTokens: options.inputTokens,
    outputTokens: options.outputTokens,
    mix: options.mix,
    weights: options.weights,
  };
  const { run, table } = await withData(context, (store) => requireTable(store, id));
  assertChoice(run, table);
  const requirements = requirementsOf(words, run, table);
  const facts = await modelFacts(run, context.cwd, options.modelsDev);
  const work = inComputePool(cellsOf(table), 'recommend', { run, table, requirements, facts });
  const answer = await withProgressNote(context, 'choosing', work);
  context.print(context.json ? JSON.stringify(answer, null, 2) : recommendationText(answer, context));
  return 'ok';
};
