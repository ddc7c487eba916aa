import type { Attachment, Message } from '../contract/content.ts';
import { isAttachment, partsOf } from '../contract/content-parts.ts';
import { maxCalls } from '../contract/conversation.ts';
import type { Plan, PlannedCall } from '../contract/plan.ts';
import type { Price, Target } from '../contract/suite.ts';

/** Without `maxOutputTokens` an answer has no bound of its own: this many tokens are reserved. */
export const assumedMaxOutputTokens = 8192;
/** Reserved input: a token is hardly ever shorter than two characters. */
const charactersPerToken = 2;

/** Reserved for a picture; and for each byte of a document, since a page of 4,600 tokens seldom takes less than 10 kB. */
const tokensPerPicture = 2000;
const tokensPerByte = 0.5;
/** A document that the provider fetches: its size is not known. */
const assumedBytes = 1_000_000;

const tokensOf = ({ type, bytes }: Attachment) =>
  type === 'image' ? tokensPerPicture : (bytes ?? assumedBytes) * tokensPerByte;

const tokensOfAll = (attachments: readonly Attachment[]) =>
  attachments.reduce((sum, attachment) => sum + tokensOf(attachment), 0);

const tokensIn = (messages: readonly Message[] = []) =>
  tokensOfAll(messages.flatMap(({ content }) => partsOf(content).filter(isAttachment)));

function attachedTokens({ suite }: Plan, caseIndex: number): number {
  const { attachments = [], messages, turns } = suite.cases[caseIndex] ?? {};
  return tokensOfAll(attachments) + tokensIn(messages) + tokensIn(turns);
}

/** A case of a trace holds the length of its prompt; the words are made when they are sent. */
function madeUpTokens({ suite }: Plan, caseIndex: number): number {
  if (suite.load?.['inputs'] === undefined) return 0;
  return Number(suite.cases[caseIndex]?.variables['input_tokens'] ?? 0);
}

export type WorstCase = (call: PlannedCall, target: Target) => number;

/** What one attempt of a call may cost at most, in 10⁻⁹ US dollars; 0 where no price per token is known. */
export function worstCaseOf(plan: Plan, priceOf: (target: Target) => Price | null): WorstCase {
  const { suite } = plan;
  const longestPrompt = Math.max(0, ...suite.prompts.map((prompt) => JSON.stringify(prompt.messages).length));
  /** Of whichever prompt has most. */
  const promptTokens = Math.max(0, ...suite.prompts.map((prompt) => tokensIn(prompt.messages)));
  /** Of each case as JSON; 0: not counted yet. As numbers of a list that fills in any order they would take ten times as much. */
  const characters = new Uint32Array(suite.cases.length);
  const lengthOf = (caseIndex: number): number => {
    const known = characters[caseIndex];
    if (known) return known;
    const { length } = JSON.stringify(suite.cases[caseIndex] ?? '');
    characters[caseIndex] = length;
    return length;
  };
  const prices = new Map<Target, Price | null>();
  const known = (target: Target): Price | null => {
    const found = prices.get(target) ?? priceOf(target);
    prices.set(target, found);
    return found;
  };
  return ({ caseIndex }, target) => {
    const price = known(target);
    if (!price) return 0;
    const input =
      (longestPrompt + lengthOf(caseIndex)) / charactersPerToken +
      attachedTokens(plan, caseIndex) +
      promptTokens +
      madeUpTokens(plan, caseIndex);
    const output = target.parameters.maxOutputTokens ?? assumedMaxOutputTokens;
    // dollars per million tokens are thousands of nano-dollars per token
    const perInput = Math.max(price.input, price.cacheWrite ?? 0, price.cacheWrite1h ?? 0);
    // every call of a conversation reads what was answered before it
    const testCase = suite.cases[caseIndex];
    const calls = testCase ? maxCalls(testCase) : 1;
    const fedBack = (output * calls * (calls - 1)) / 2;
    return Math.ceil(((input * calls + fedBack) * perInput + output * calls * price.output) * 1000);
  };
}
