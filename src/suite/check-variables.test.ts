import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../test/suite-folder.ts';

const suite = (cases: string, prompts = '') => ({ 's.yaml': `name: n\n${prompts}cases: ${cases}\n` });
/** What is wrong with the suite, without its places. */
const messagesOf = async (files: Record<string, string>) => {
  const problems = await problemsOf(files).catch((error: Error) => [error.message]);
  return problems.map((line) => line.replace(/^\S+:\d\S* /, ''));
};

describe('names in prompts', () => {
  it.each([
    ['a variable', '[{variables: {a: x}}]', "prompts: ['{{a}}']\n"],
    ['a field of a variable', '[{variables: {a: {b: x}}}]', "prompts: ['{{a.b}}']\n"],
    [
      'a variable that is empty, 0 or false',
      "[{variables: {a: '', b: 0, c: false}}]",
      "prompts: ['{{a}}{{b}}{{c}}']\n",
    ],
    ['the input', '[{input: x}]', "prompts: ['{{input}}']\n"],
    ['braces that are meant as such', '[{input: x}]', String.raw`prompts: ['\{{a}}']` + '\n'],
    [
      'messages of a case that leave the prompt out',
      '[{messages: [{role: user, content: x}]}]',
      "prompts: ['{{a}}']\n",
    ],
  ])('are known: %s', async (_, cases, prompts) => {
    expect(await messagesOf(suite(cases, prompts))).toEqual(['the suite is sound']);
  });

  it.each([
    [
      "prompts: ['{{a}}']\n",
      '[{variables: {b: x}}, {variables: {b: y}}]',
      '{{a}} is not defined in any case. | one of b',
    ],
    [
      "prompts: ['{{a}}']\n",
      '[{id: p, variables: {a: x}}, {id: q, variables: {b: y}}]',
      '{{a}} is not defined in 1 of 2 cases, e.g. "q". | one of b',
    ],
    [
      "prompts: ['{{a.c}}']\n",
      '[{variables: {a: {b: x}}}]',
      '{{a.c}} is not defined in any case. | one of a',
    ],
    ["prompts: ['{{toString}}']\n", '[{variables: {a: x}}]', '{{toString}} is not defined in any case.'],
    ['prompts: [\'{{"json": 1}}\']\n', '[{variables: {a: x}}]', 'For literal braces, write \\{{.'],
    ['', '[{input: "{{a}}", variables: {b: x}}]', '{{a}} is not defined in the case'],
    [
      '',
      '[{messages: [{role: user, content: "{{a}}"}], variables: {ab: x}}]',
      '{{a}} is not defined in the case',
    ],
    ['', '[{input: x, turns: ["{{a}}"]}]', '{{a}} is not defined in the case'],
  ])('are not: %j with %j', async (prompts, cases, message) => {
    const found = await messagesOf(suite(cases, prompts));
    expect(found.some((line) => line.includes(message))).toBe(true);
  });

  it('are told once each, however many cases lack them', async () => {
    const cases = `[${Array.from({ length: 9 }, (_, i) => `{id: c${i}, variables: {b: x}}`).join()}]`;
    expect(await messagesOf(suite(cases, "prompts: ['{{a}} {{a}}', '{{c}}']\n"))).toHaveLength(2);
  });
});

describe('braces of data', () => {
  const rows = (lines: object[], prompts = '') => ({
    's.yaml': `name: n\n${prompts}cases: {file: d.jsonl}\n`,
    'd.jsonl': lines.map((line) => JSON.stringify(line)).join('\n'),
  });

  it('are left alone, unless they name a column that another row has', async () => {
    expect(await messagesOf(rows([{ input: 'fill {{gap}} in' }]))).toEqual(['the suite is sound']);
    const found = await messagesOf(
      rows([
        { id: 'p', input: 'a {{city}}' },
        { id: 'q', input: 'b {{city}}', city: 'Oslo' },
      ]),
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('{{city}} is not defined in the case "p"');
  });

  it('or rows that have nothing to send are told with the column that is probably meant', async () => {
    const [message] = await messagesOf(rows([{ question: 'Q', answer: 'A' }]));
    expect(message).toContain('has nothing to send');
    expect(message).toContain('To use its column "question" as the input, write `map: { input: question }`');
    const [other] = await messagesOf(rows([{ a: 'Q', b: 'A' }]));
    expect(other).toContain('one of its columns (a, b)');
  });
});
