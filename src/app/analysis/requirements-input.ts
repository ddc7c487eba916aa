/** What a target must meet to be recommended, as programs and people write it. */
import { z } from 'zod';
import { numberRules } from '../../base/number-rule.ts';
import { scopes } from '../../contract/scope.ts';
import { numberOrText, word } from '../input.ts';

const fraction = numberOrText(numberRules.fraction);
const positive = numberOrText(numberRules.positive);
const count = numberOrText(numberRules.count);

export const requirementsInput = z.strictObject({
  scope: word
    .refine((written) => (scopes as readonly string[]).includes(written), 'work or suite')
    .optional()
    .describe('`work` (default): generalizes to similar work; `suite`: about these cases only'),
  baseline: word.optional().describe('id, label or model of the target to compare with'),
  margin: numberOrText(numberRules.margin)
    .optional()
    .describe('non-inferiority margin of quality: 3 points by default'),
  minQuality: fraction.optional().describe('minimum quality'),
  maxP95: positive.optional().describe('maximum p95 of end-to-end latency, ms'),
  maxErrors: fraction.optional().describe('maximum fraction of calls without an answer; default 0.05'),
  maxTruncated: fraction
    .optional()
    .describe('maximum fraction of answers cut at their token limit; default 0.05'),
  maxPer1k: positive.optional().describe('maximum cost per 1,000 calls, US dollars'),
  maxMonthly: positive.optional().describe('maximum cost per month, US dollars; needs `calls`'),
  context: count.optional().describe('minimum context window, tokens'),
  needs: word.optional().describe('abilities, separated by commas'),
  calls: count.optional().describe('calls per month'),
  inputTokens: positive.optional().describe('input tokens per call, in place of the suite’s'),
  outputTokens: positive.optional().describe('output tokens per call, in place of the suite’s'),
  mix: word.optional().describe('category=weight, separated by commas'),
  weights: word
    .optional()
    .describe('quality=n,cost=n,speed=n: the highest weighted score instead of the cheapest'),
});
