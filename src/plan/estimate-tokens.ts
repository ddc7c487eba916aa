import { fillTemplate } from '../base/template.ts';
import { isAttachment, partsOf, textOf } from '../contract/content-parts.ts';
import type { Range } from '../contract/plan.ts';
import type { Case, Parameters, Prompt } from '../contract/suite.ts';
import { estimateAttachments } from './estimate-attachments.ts';

export type CountTokens = (text: string) => number;

/** The usual rule for English text. Code, other languages and numbers take more: the range allows for that. */
const charactersPerToken = 4;
/** How far the rule is trusted; a counter handed in is taken at its word. */
const ruleSpread = { low: 0.75, high: 1.5 };
/** What chat formats add for each message. */
const tokensPerMessage = 4;
/** Words around the bare answer. */
const tokensAroundAnswer = 32;
/** The longest answer assumed where the suite sets no `maxOutputTokens`. */
const assumedMax = 1024;

const added = (a: Range, b: Range): Range => ({
  low: a.low + b.low,
  likely: a.likely + b.likely,
  high: a.high + b.high,
});

/** Input of one call: messages as they will be sent, and the tools offered. */
export function estimateInput(prompt: Prompt, testCase: Case, countTokens?: CountTokens): Range {
  const messages = testCase.messages ?? prompt.messages;
  const texts = messages.map((m) => fillTemplate(textOf(m.content), testCase.variables));
  const attached = estimateAttachments([
    ...messages.flatMap(({ content }) => partsOf(content).filter(isAttachment)),
    ...(testCase.attachments ?? []),
  ]);
  if (testCase.tools.length > 0) texts.push(JSON.stringify(testCase.tools));
  const around = tokensPerMessage * messages.length;
  if (countTokens) {
    const counted = around + texts.reduce((sum, text) => sum + countTokens(text), 0);
    return added({ low: counted, likely: counted, high: counted }, attached);
  }
  const likely = around + Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / charactersPerToken);
  const read = {
    low: Math.floor(likely * ruleSpread.low),
    likely,
    high: Math.ceil(likely * ruleSpread.high),
  };
  return added(read, attached);
}

/**
 * Output of one call without any history: at least 1 token; likely the expected answer with a few words, or half of
 * `maxOutputTokens`; at most `maxOutputTokens`, or 1,024 assumed. `null` when the case says nothing of its answer and
 * no limit is set.
 */
export function estimateOutput(
  testCase: Case,
  parameters: Parameters,
  countTokens?: CountTokens,
): Range | null {
  const { expected } = testCase;
  const limit = parameters.maxOutputTokens;
  if (expected === undefined) {
    return limit === undefined ? null : { low: 1, likely: Math.ceil(limit / 2), high: limit };
  }
  const text = typeof expected === 'string' ? expected : JSON.stringify(expected);
  const answer = countTokens ? countTokens(text) : Math.ceil(text.length / charactersPerToken);
  const wanted = answer + tokensAroundAnswer;
  const high = limit ?? Math.max(assumedMax, wanted);
  return { low: 1, likely: Math.min(wanted, high), high };
}
