import { recommendationSchema } from '../../contract/recommendation.ts';
import { assertChoice } from '../../decide/recommend/assert-choice.ts';
import { baselinePart, splitChoice } from '../../decide/recommend/split-choice.ts';
import { requireTable } from '../data/require-table.ts';
import { defineUseCase } from '../use-case.ts';
import { runInput, splitInput, word } from '../input.ts';
import { modelFacts } from './read-model-facts.ts';
import { readRecommendation } from './read-recommendation.ts';
import { requirementsInput } from './requirements-input.ts';

/** Throws `usage` for a requirement that cannot be read, and for a run that can decide nothing. */
export const recommend = defineUseCase({
  name: 'recommend',
  summary: 'Recommends the cheapest target that meets all requirements, with its confidence and saving',
  input: requirementsInput.extend({
    run: runInput,
    by: splitInput,
    modelsDev: word.optional().describe('path of a saved api.json of models.dev'),
  }),
  output: recommendationSchema,
  async run({ run: id, modelsDev, by, ...asked }, { cwd, withStore }) {
    const { run, table } = await withStore((store) => requireTable(store, id));
    const facts = await modelFacts(run, cwd, modelsDev);
    const whole = { run, table, facts };
    if (by === undefined) {
      assertChoice(run, table);
      return readRecommendation(asked, whole);
    }
    const split = splitChoice(whole, by);
    assertChoice(split.run, split.table);
    const { baseline } = asked;
    const words =
      baseline === undefined ? asked : { ...asked, baseline: baselinePart(baseline, whole, split) };
    const answer = await readRecommendation(words, split);
    return { ...answer, by, ...(split.shared && { shared: split.shared }) };
  },
});
