/** What a target must meet to be recommended, as programs and people write it. */
import { z } from 'zod';
import { amount, fraction, word } from '../input.ts';

export const requirementsInput = z.strictObject({
  scope: word
    .optional()
    .describe('`work` (default): generalizes to similar work; `suite`: about these cases only'),
  baseline: word.optional().describe('id, label or model of the target to compare with'),
  margin: fraction.optional().describe('non-inferiority margin of quality: 3 points by default'),
  minQuality: fraction.optional().describe('minimum quality'),
  maxP95: amount.optional().describe('maximum p95 of end-to-end latency, ms'),
  maxErrors: fraction.optional().describe('maximum fraction of calls without an answer; default 0.05'),
  maxTruncated: fraction
    .optional()
    .describe('maximum fraction of answers cut at their token limit; default 0.05'),
  maxPer1k: amount.optional().describe('maximum cost per 1,000 calls, US dollars'),
  maxMonthly: amount.optional().describe('maximum cost per month, US dollars; needs `calls`'),
  context: amount.optional().describe('minimum context window, tokens'),
  needs: word.optional().describe('abilities, separated by commas'),
  calls: amount.optional().describe('calls per month'),
  inputTokens: amount.optional().describe('input tokens per call, in place of the suite’s'),
  outputTokens: amount.optional().describe('output tokens per call, in place of the suite’s'),
  mix: word.optional().describe('category=weight, separated by commas'),
  weights: word
    .optional()
    .describe('quality=n,cost=n,speed=n: the highest weighted score instead of the cheapest'),
});
