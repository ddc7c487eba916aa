import { describe, expect, it } from 'vitest';
import { promptfooFolder } from '../../../../test/made-up/promptfoo-folder.ts';
import type { CaseEntry } from '../../../contract/suite.ts';

const { convert } = promptfooFolder();
const prompts = ['{{a}}?'];
async function ofAssert(...assert: object[]): Promise<CaseEntry & { listed: string[] }> {
  const { cases, unsupported } = await convert({ prompts, tests: [{ vars: { a: 'cat', n: 5 }, assert }] });
  const entry = cases[0] as CaseEntry;
  return { ...entry, listed: unsupported.map(({ what, isTaken }) => `${isTaken ? '~' : ''}${what}`) };
}

describe('assertions', () => {
  const exact = { type: 'exact', trim: false, lookalikes: false };
  const holds = (any: string[], ignoreCase = false) => ({
    type: 'contains',
    any,
    ignoreCase,
    lookalikes: false,
  });
  const judge = 'openai/judge';

  it.each([
    [{ type: 'equals', value: 'Oslo' }, exact, 'Oslo'],
    [{ type: 'equals', value: 5 }, exact, '5'],
    [{ type: 'equals', value: '{{a}}' }, exact, 'cat'],
    [{ type: 'not-equals', value: 'x' }, { ...exact, not: true }, 'x'],
    [
      { type: 'not-equals', value: '' },
      { type: 'regex', pattern: '^$', not: true },
    ],
    [
      { type: 'equals', value: { a: 1 } },
      { type: 'json-schema', schema: { const: { a: 1 } }, whole: true },
    ],
    [{ type: 'contains', value: 5 }, holds(['5'])],
    [{ type: 'icontains', value: '{{a}}s' }, holds(['cats'], true)],
    [{ type: 'contains-any', value: ['{{a}}', 'x'] }, holds(['cat', 'x'])],
    [{ type: 'contains-any', value: 'a, "b, c"' }, holds(['a', 'b, c'])],
    [
      { type: 'contains-all', value: 'a,b' },
      { type: 'contains', all: ['a', 'b'], ignoreCase: false, lookalikes: false },
    ],
    [
      { type: 'starts-with', value: 'C' },
      { type: 'starts-with', any: ['C'], ignoreCase: false, lookalikes: false, trim: false },
    ],
    [
      { type: 'regex', value: '^{{a}}' },
      { type: 'regex', pattern: '^cat' },
    ],
    [{ type: 'is-json' }, { type: 'json-schema', schema: {}, whole: true }],
    [
      { type: 'is-json', value: 'type: object\nrequired: [a]' },
      { type: 'json-schema', schema: { type: 'object', required: ['a'] }, whole: true },
    ],
    [
      { type: 'latency', threshold: 900 },
      { type: 'latency', max: 900 },
    ],
    [
      { type: 'cost', threshold: 0.01 },
      { type: 'cost', maxUsd: 0.01 },
    ],
    [{ type: 'levenshtein', value: 'x' }, { type: 'levenshtein', maxEdits: 5, trim: false }, 'x'],
    [
      { type: 'levenshtein', value: 'x', threshold: 2 },
      { type: 'levenshtein', maxEdits: 2, trim: false },
      'x',
    ],
    [
      { type: 'tool-call-f1', value: ['find', 'book'], threshold: 0.8 },
      { type: 'tool-call', measure: 'f1', threshold: 0.8 },
      [{ name: 'find' }, { name: 'book' }],
    ],
    [
      { type: 'similar', value: 'Norway' },
      { type: 'similarity', model: 'openai/text-embedding-3-large', threshold: 0.75 },
      'Norway',
    ],
    [
      // 1 − value: it passes where the likeness is 0.9 or less, as there
      {
        type: 'not-similar',
        value: 'x',
        provider: 'openai:embedding:text-embedding-3-small',
        threshold: 0.9,
      },
      { type: 'similarity', model: 'openai/text-embedding-3-small', threshold: 0.1, not: true },
      'x',
    ],
    [
      { type: 'contains', value: 'x', weight: 2, metric: '{{a}} metric' },
      { ...holds(['x']), weight: 2, name: 'cat metric' },
    ],
  ])('%j is taken over', async (assertion, scorer, expected?: unknown) => {
    const taken = await ofAssert(assertion);
    expect(taken).toMatchObject({ scorers: [scorer], listed: [] });
    expect(taken.expected).toEqual(expected);
  });

  it.each([
    [{ type: 'contains-json' }, { type: 'json-schema', schema: {} }],
    [
      { type: 'llm-rubric', value: 'says {{a}}' },
      { type: 'closed-qa', judge, criterion: 'says cat' },
    ],
    [
      { type: 'not-llm-rubric', value: 'x' },
      { type: 'closed-qa', judge, criterion: 'x', not: true },
    ],
    [
      { type: 'llm-rubric', value: 'x', provider: 'anthropic:messages:claude-haiku-4-5' },
      { type: 'closed-qa', judge: 'anthropic/claude-haiku-4-5', criterion: 'x' },
    ],
    [
      { type: 'model-graded-closedqa', value: 'x' },
      { type: 'closed-qa', judge, criterion: 'x' },
    ],
    [
      { type: 'factuality', value: 'facts' },
      { type: 'factuality', judge, threshold: 0.4 },
    ],
    [
      { type: 'g-eval', value: 'x' },
      { type: 'g-eval', judge, criterion: 'x', threshold: 0.7 },
    ],
    [
      { type: 'answer-relevance', threshold: 0.6 },
      { type: 'answer-relevance', judge, threshold: 0.6 },
    ],
    [
      { type: 'word-count', value: { max: 3 } },
      { type: 'length', unit: 'words', max: 3 },
    ],
    [
      { type: 'rouge-n', value: 'the sea', threshold: 0.6 },
      { type: 'rouge', variant: '1', threshold: 0.6 },
    ],
    [
      { type: 'not-rouge-n', value: 'x' },
      { type: 'rouge', variant: '1', threshold: 0.25, not: true },
    ],
    [{ type: 'is-refusal' }, { type: 'refusal' }],
    [
      { type: 'regex', value: String.raw`^\p{L}+$` },
      { type: 'regex', pattern: String.raw`^\p{L}+$` },
    ],
    [
      { type: 'javascript', value: 'output.includes("{{a}}")', threshold: 0.5, config: { k: 1 } },
      {
        type: 'module',
        file: 'c.javascript.mjs',
        threshold: 0.5,
        options: { code: 'output.includes("cat")', config: { k: 1 }, threshold: 0.5 },
      },
    ],
    [
      { type: 'javascript', value: 'file://check.js:called' },
      {
        type: 'module',
        file: 'c.javascript.mjs',
        readable: ['check.js'],
        options: { file: 'check.js', called: 'called' },
      },
    ],
  ])('%j is taken over, and what is different is told', async (assertion, scorer) => {
    expect(await ofAssert(assertion)).toMatchObject({
      scorers: [scorer],
      listed: [`~assertion ${assertion.type}`],
    });
  });

  it.each([
    { type: 'contains', value: '{{a | upper}}' },
    { type: 'contains', value: '' },
    { type: 'contains' },
    { type: 'icontains', value: ['a', 'b'] },
    { type: 'contains', value: 'file://gone.txt' },
    { type: 'regex', value: '(?=hi)hi' },
    { type: 'regex', value: String.raw`(a)\1` },
    { type: 'word-count', value: 'few' },
    { type: 'similar', value: 'x', provider: 'vertex:embedding:y' },
    { type: 'llm-rubric', value: 'x', provider: 'python:judge.py' },
    { type: 'latency' },
    { type: 'javascript', value: "require('fs')" },
    { type: 'javascript', value: 'file://check.py' },
    { type: 'python', value: 'True' },
    { type: 'finish-reason', value: 'stop' },
    { type: 'meteor', value: 'x' },
    { type: 'constructor' },
    { type: 'context-faithfulness' },
    { type: 'contains', value: 'x', transform: 'output.toUpperCase()' },
    { type: 'contains', value: 'x', threshold: 'high' },
  ])('%j is listed', async (assertion) => {
    const { scorers, listed } = await ofAssert(assertion);
    expect(scorers).toBeUndefined();
    expect(listed).toEqual([`assertion ${assertion.type}`]);
  });

  it('of weight 0 count nothing; those of a set share its weight', async () => {
    const one = { type: 'contains', value: 'x' };
    expect(await ofAssert(one, { ...one, weight: 0 })).toMatchObject({
      scorers: [{ type: 'contains' }],
      listed: ['assertions with the weight 0'],
    });
    const set = { type: 'assert-set', weight: 3, assert: [one, { ...one, weight: 2 }] };
    expect((await ofAssert(set)).scorers).toMatchObject([{ type: 'contains' }, { weight: 2 }]);
  });

  it('of several criteria share their weight', async () => {
    const { scorers } = await ofAssert(
      { type: 'g-eval', value: ['x', 'y'], weight: 2 },
      { type: 'g-eval', value: ['z'] },
    );
    expect(scorers).toEqual([
      { type: 'g-eval', judge, criterion: 'x', threshold: 0.7 },
      { type: 'g-eval', judge, criterion: 'y', threshold: 0.7 },
      { type: 'g-eval', judge, criterion: 'z', threshold: 0.7 },
    ]);
  });

  it('share one expected value: a second text is a pattern, a second of another kind is listed', async () => {
    expect(
      await ofAssert(
        { type: 'equals', value: 'a.b' },
        { type: 'similar', value: 'c' },
        { type: 'levenshtein', value: 'd' },
      ),
    ).toMatchObject({
      expected: 'c',
      scorers: [{ type: 'regex', pattern: String.raw`^a\.b$` }, { type: 'similarity' }],
      listed: ['a second levenshtein with another value'],
    });
  });

  it('look at a field where a transform takes one out of JSON, and a program applies the others', async () => {
    const transform = 'JSON.parse(output).a.b';
    const { scorers } = await ofAssert(
      { type: 'contains', value: 'x', transform },
      { type: 'javascript', value: 'output > 1', transform: 'output.trim()' },
    );
    expect(scorers).toMatchObject([{ field: 'a.b' }, { options: { transforms: ['output.trim()'] } }]);
  });

  it('get names of their own where metrics are called alike', async () => {
    const { scorers } = await ofAssert(
      { type: 'contains', value: 'x', metric: 'tone' },
      { type: 'contains', value: 'y', metric: 'tone' },
    );
    expect(scorers).toMatchObject([{ name: 'tone' }, { name: 'tone 2' }]);
  });
});
