/** What the simulated models may know: the right answers to a suite's prompts. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { partsOf } from '../contract/content-parts.ts';
import { isStubbed } from '../contract/conversation.ts';
import type { Case, Message, Suite } from '../contract/suite.ts';
import { exampleArguments } from './example-arguments.ts';

/** How an answer is written: alone, at the end of an explanation, as JSON, or as a tool call. */
export type AnswerStyle = 'bare' | 'explained' | 'json' | 'tool';

export interface KnowledgeItem {
  /** Text of the last user message; of a conversation: all that the user says, joined as `conversationText` does. */
  prompt: string;
  /** A text, number or boolean; an object for `json`; `{name, arguments}` or a list of them for `tool`. */
  expected: unknown;
  category: string;
  style: AnswerStyle;
  /** Calls to stubbed tools before the answer is given, one a step; of style `tool`: the expected calls themselves. */
  loop?: ToolUse[];
}

export interface ToolUse {
  name: string;
  arguments?: unknown;
}

export interface Knowledge {
  find(prompt: string): KnowledgeItem | null;
  /** Other items of the same style and category; of all categories of its suite when those of its own all have the same answer. */
  peers(item: KnowledgeItem): KnowledgeItem[];
}

/** Equal for prompts that differ only in white space. */
export function promptKey(prompt: string): string {
  return createHash('sha1').update(prompt.replace(/\s+/g, ' ').trim()).digest('base64');
}

export function createKnowledge(items: readonly KnowledgeItem[]): Knowledge {
  const byPrompt = new Map(items.map((item) => [promptKey(item.prompt), item]));
  const groups = Map.groupBy(items, groupOf);
  const suiteOf = suitesOf(items);
  const suites = Map.groupBy(items, (item) => `${item.style}\u0000${suiteOf(item)}`);
  return {
    find: (prompt) => byPrompt.get(promptKey(prompt)) ?? null,
    peers(item) {
      const differs = (peer: KnowledgeItem) => !isDeepStrictEqual(peer.expected, item.expected);
      const near = (groups.get(groupOf(item)) ?? []).filter(differs);
      return near.length > 0
        ? near
        : (suites.get(`${item.style}\u0000${suiteOf(item)}`) ?? []).filter(differs);
    },
  };
}

/**
 * Of several suites in one, categories begin with the name of theirs (`Support: billing`, or `Support` alone): an answer to a question of
 * another suite would be no mistake that a model makes.
 */
function suitesOf(items: readonly KnowledgeItem[]): (item: KnowledgeItem) => string {
  const firstPart = ({ category }: KnowledgeItem) => category.split(': ')[0] as string;
  const isMixed = items.some(({ category }) => category.includes(': '));
  return (item) => (isMixed ? firstPart(item) : '');
}

function groupOf(item: KnowledgeItem): string {
  return `${item.style}\u0000${item.category}`;
}

const stylesByScorer: [AnswerStyle, RegExp][] = [
  ['tool', /^tool-call$/],
  ['json', /^json/],
  ['bare', /^exact$/],
];

function styleOf(testCase: Case): AnswerStyle {
  const types = testCase.scorers.filter((scorer) => !scorer.not).map((scorer) => scorer.type);
  const match = stylesByScorer.find(([, pattern]) => types.some((type) => pattern.test(type)));
  return match?.[0] ?? 'explained';
}

/** Texts a `contains` scorer wants to see; `all` of them, or else the first of `any`. */
function containedTexts(testCase: Case): string[] {
  return testCase.scorers.flatMap((scorer) => {
    if (scorer.type !== 'contains' || scorer.not) return [];
    const { all, any } = scorer.options as { all?: string | string[]; any?: string | string[] };
    return [...[all ?? []].flat(), ...[any ?? []].flat().slice(0, 1)];
  });
}

function expectedOf(testCase: Case): unknown {
  const texts = containedTexts(testCase);
  if (texts.length === 0) return testCase.expected;
  const stated = [testCase.expected ?? []].flat().map(String);
  const missing = texts.filter((text) => !stated.some((s) => s.toLowerCase().includes(text.toLowerCase())));
  return [...stated, ...missing];
}

/** Several turns as one prompt: cases may end with the same words. */
export const conversationText = (userTexts: readonly string[]): string => userTexts.join('\n\n');

const saidIn = ({ content }: Message): string =>
  partsOf(content).findLast((part) => part.type === 'text')?.text ?? '';

function promptOf(messages: Message[], { turns }: Case): string | undefined {
  const said = [...messages, ...(turns ?? [])].filter(({ role }) => role === 'user').map(saidIn);
  return turns ? conversationText(said) : said.at(-1);
}

/** A call to each stubbed tool, with arguments that have a result. */
function loopOf(testCase: Case, style: AnswerStyle): Pick<KnowledgeItem, 'loop'> {
  const tools = testCase.tools.filter(isStubbed);
  if (tools.length === 0) return {};
  if (style === 'tool') return { loop: [] };
  return {
    loop: tools.map(({ name, results, parameters }) => ({
      name,
      arguments: results?.[0]?.arguments ?? exampleArguments(parameters),
    })),
  };
}

/**
 * The answers of a suite by prompt. `render` gives a case's messages under every prompt of the suite.
 * Cases without an expected answer are left out: nobody knows them.
 */
export function knowledgeOf(suite: Suite, render: (caseIndex: number) => Message[][]): KnowledgeItem[] {
  return suite.cases.flatMap((testCase, caseIndex) => {
    const expected = expectedOf(testCase);
    if (expected === undefined || expected === null) return [];
    const style = styleOf(testCase);
    const loop = loopOf(testCase, style);
    const prompts = render(caseIndex).flatMap((messages) => promptOf(messages, testCase) ?? []);
    return [...new Set(prompts)].map((prompt) => ({
      prompt,
      expected,
      category: testCase.category ?? '',
      style,
      ...loop,
    }));
  });
}
