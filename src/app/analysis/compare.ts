import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { comparisonSchema } from '../../contract/comparison.ts';
import { defineUseCase } from '../use-case.ts';
import { numberOrText, splitInput, word } from '../input.ts';
import { readComparison } from './read-comparison.ts';

/** Pairwise. Throws `usage` for what cannot be compared, `run-not-found` for a run without results. */
export const compare = defineUseCase({
  name: 'compare',
  summary: 'Compares targets or runs pairwise on the cases they share',
  input: z.strictObject({
    what: z
      .array(word)
      .max(50)
      .default([])
      .describe('runs, or targets as `target@run`; default: all targets of the latest run'),
    baseline: word.optional().describe('only pairs with this target'),
    margin: numberOrText(numberRules.margin)
      .optional()
      .describe('a difference of quality that does not matter; default 3 points'),
    by: splitInput,
  }),
  output: comparisonSchema,
  run: (input, { withStore }) => withStore((store) => readComparison(store, input)),
});
