import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLeaves } from '../../../../test/made-up/silent-leaves.ts';
import type { CaseEntry } from '../../../contract/suite.ts';
import { parseYaml } from './beside.ts';
import { convertPromptfoo } from './convert.ts';
import type { Fields } from './source-part.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-promptfoo-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const convert = (document: unknown) =>
  convertPromptfoo(document as Fields, {
    file: join(folder, 'promptfooconfig.yaml'),
    name: 'c',
    stem: 'c',
    folder,
    judge: 'openai/judge',
    refusal: () => null,
  });
const said = async (document: object) =>
  (await convert(document)).lacking.map(({ what, why, where }) => `${what}: ${why} (${where.join()})`);

const prompts = ['{{a}}?'];
async function ofAssert(...assert: object[]): Promise<CaseEntry & { listed: string[] }> {
  const { cases, lacking } = await convert({ prompts, tests: [{ vars: { a: 'cat', n: 5 }, assert }] });
  const entry = cases[0] as CaseEntry;
  return { ...entry, listed: lacking.map(({ what, isTaken }) => `${isTaken ? '~' : ''}${what}`) };
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

describe('prompts', () => {
  file('two.txt', 'first {{a}}\n---\nsecond {{a}}\n');
  file('chat.yaml', '- role: system\n  content: be brief\n- role: user\n  content: {{a}}\n');
  file('list.jsonl', '{"prompt": "Say {{a}}"}\n{"prompt": "Tell {{a}}"}\n');
  file('chats.jsonl', '[{"role":"user","content":"one {{a}}"}]\n[{"role":"user","content":"two {{a}}"}]\n');
  file('table.csv', 'label,prompt\nL,"say {{a}}, now"\n,tell {{a}}\n');
  file('plain.j2', 'hello {{ a }}\n');
  file('made.py', 'def f(c): return "x"');
  file('sub/b.md', 'b\n---\nb {{a}}\n');
  file('sub/a.md', 'a {{a}}\n');
  const tests = [{ vars: { a: 'cat' } }];
  const promptsOf = async (given: unknown) => (await convert({ prompts: given, tests })).prompts;

  it.each([
    ['a text file', ['two.txt'], [{ user: 'first {{a}}' }, { user: 'second {{a}}' }]],
    [
      'a conversation in YAML',
      ['file://chat.yaml'],
      [
        {
          messages: [
            { role: 'system', content: 'be brief' },
            { role: 'user', content: '{{a}}' },
          ],
        },
      ],
    ],
    [
      'conversations in lines',
      ['chats.jsonl'],
      [{ messages: [{ content: 'one {{a}}' }] }, { messages: [{ content: 'two {{a}}' }] }],
    ],
    ['a table', 'table.csv', [{ id: 'L', user: 'say {{a}}, now' }, { user: 'tell {{a}}' }]],
    ['a template', ['plain.j2'], [{ user: 'hello {{a}}' }]],
    ['files of a pattern', ['sub/*.md'], [{ user: 'a {{a}}' }, { user: 'b\n---\nb {{a}}' }]],
    ['a map of files and labels', { 'plain.j2': 'first' }, [{ id: 'first', user: 'hello {{a}}' }]],
    ['a text with a slash', ['yes/no: {{a}}'], [{ user: 'yes/no: {{a}}' }]],
    ['a text that ends like a file', ['what is in {{a}}.txt'], [{ user: 'what is in {{a}}.txt' }]],
    ['words that end like a file', ['read the notes.txt'], [{ user: 'read the notes.txt' }]],
    [
      'labels',
      [
        { raw: 'x {{a}}', label: 'L' },
        { raw: 'y', label: 'L' },
      ],
      [{ id: 'L' }, { id: 'L (2)' }],
    ],
    ['no prompts', undefined, [{ user: '{{prompt}}' }]],
  ])('%s', async (_, given, entries) => {
    expect(await promptsOf(given)).toMatchObject(entries);
  });

  it.each([
    ['made.py:f', 'prompts made by a program'],
    ['file://made.py:f', 'prompts made by a program'],
    ['exec:./made.sh', 'prompts from a program or a service'],
    ['langfuse://x:1', 'prompts from a program or a service'],
    ['{% if a %}x{% endif %}', 'prompts that are computed'],
    ['gone.txt', 'prompts of a file that is not there'],
    ['list.jsonl', 'prompts in JSON or YAML that are no plain conversation'],
  ])('%s is listed and never sent', async (prompt, what) => {
    const document = { prompts: [prompt, 'keep {{a}}'], tests };
    const { prompts: taken, lacking } = await convert(document);
    expect(taken).toEqual([{ user: 'keep {{a}}' }]);
    expect(lacking).toMatchObject([{ what, where: ['prompts[0]'], isTaken: false }]);
  });

  it('without one that could be taken over, variables are sent, and that is told', async () => {
    const { prompts: taken, lacking } = await convert({ prompts: ['made.py:f'], tests });
    expect(taken).toEqual([{ id: 'variables', user: 'a: {{a}}' }]);
    expect(lacking.map(({ what }) => what)).toEqual(['prompts made by a program', 'the prompt']);
  });

  it('stand between prefix and suffix of tests', async () => {
    const { prompts: taken, cases } = await convert({
      prompts: ['say {{a}}'],
      defaultTest: { options: { prefix: 'Please, {{a}}: ' } },
      tests: [...tests, { vars: { a: 'dog', prefix: 'p' }, options: { suffix: '!' } }],
    });
    expect(taken).toEqual([{ user: '{{test_prefix}}say {{a}}{{suffix}}' }]);
    expect(cases.map(({ variables }) => variables)).toEqual([
      { a: 'cat', test_prefix: 'Please, cat: ', suffix: '' },
      { a: 'dog', prefix: 'p', test_prefix: 'Please, dog: ', suffix: '!' },
    ]);
  });
});

describe('values of tests', () => {
  file('long.txt', 'a long text\n');
  file('some.yaml', 'k: [1, 2]\n');
  file('vars.yaml', 'a: from a file\n');
  file('pictures/p.png', 'x');
  const valuesOf = async (test: object, more: object = {}) =>
    (await convert({ prompts, tests: [test], ...more })).cases.map(({ variables }) => variables);

  it.each([
    [
      'names inside values',
      { a: 'the {{b}}', b: '{{c}}!', c: 'cat' },
      [{ a: 'the cat!', b: 'cat!', c: 'cat' }],
    ],
    ['a list of texts', { a: ['x', 'y'] }, [{ a: 'x' }, { a: 'y' }]],
    ['a list of numbers', { a: [1, 2] }, [{ a: '1,2' }]],
    ['a text file', { a: 'file://long.txt' }, [{ a: 'a long text' }]],
    ['a YAML file', { a: 'file://some.yaml' }, [{ a: '{"k":[1,2]}' }]],
    ['a name that has no value', { b: 'x' }, [{ a: '', b: 'x' }]],
    ['a name of nothing inside a value', { a: 'x{{y}}' }, [{ a: 'x' }]],
    ['a file of values', 'file://vars.yaml', [{ a: 'from a file' }]],
  ])('%s', async (_, vars, values) => {
    expect(await valuesOf({ vars })).toEqual(values);
  });

  it('are those of the test over those of all tests', async () => {
    const defaultTest = { vars: { pet: 'cat', b: 'x' } };
    expect(await valuesOf({ vars: { a: 'the {{pet}}', b: 'y' } }, { defaultTest })).toEqual([
      { pet: 'cat', b: 'y', a: 'the cat' },
    ]);
  });

  it.each([
    ['file://pictures/p.png', 'tests with values that are pictures, sound or documents'],
    ['file://made.py', 'tests with values made by a program'],
    ['file://gone.txt', 'tests with values of a file that is not there'],
  ])('%s: the test is listed and not asked', async (a, what) => {
    const { cases, lacking } = await convert({ prompts, tests: [{ vars: { a } }, { vars: { a: 'x' } }] });
    expect(cases).toHaveLength(1);
    expect(lacking.map((item) => item.what)).toEqual([what, 'tests that cannot be asked']);
  });

  it('that name themselves are sent as they are, and told', async () => {
    const { cases, lacking } = await convert({ prompts, tests: [{ vars: { a: 'x {{b}}', b: 'y {{a}}' } }] });
    expect(cases[0]?.variables).toEqual({ a: 'x y {{a}}', b: 'y {{a}}' });
    expect(lacking).toMatchObject([{ isTaken: true, where: ['tests[0].vars.b'] }]);
  });
});

describe('tests', () => {
  file(
    't.csv',
    'a,__expected,__metric,__threshold,__metadata:k,__config:__expected:threshold\ncat,similar: meow,tone,0.5,v,0.9\ndog,wuff,,,,\n',
  );
  file('defaults.yaml', 'assert: [{ type: contains, value: x }]\n');
  file('more/one.yaml', '- vars: { a: one }\n');
  file('more/two.json', '[{ "vars": { "a": "two" } }]');

  it('of a table', async () => {
    const { cases, lacking } = await convert({ prompts, tests: 't.csv' });
    expect(cases).toMatchObject([
      {
        variables: { a: 'cat' },
        expected: 'meow',
        tags: ['k: v'],
        scorers: [{ type: 'similarity', threshold: 0.9, name: 'tone' }],
      },
      { variables: { a: 'dog' }, expected: 'wuff', scorers: [{ type: 'exact' }] },
    ]);
    expect(lacking).toMatchObject([{ what: 'test field threshold', where: ['t.csv row 2.threshold'] }]);
  });

  it('of a pattern of files, with defaults of a file', async () => {
    const { cases } = await convert({ prompts, tests: 'file://more/*', defaultTest: 'file://defaults.yaml' });
    expect(cases).toMatchObject([
      { variables: { a: 'one' }, scorers: [{ any: ['x'] }] },
      { variables: { a: 'two' }, scorers: [{ any: ['x'] }] },
    ]);
  });

  it('of scenarios', async () => {
    const scenarios = [
      {
        config: [{ vars: { a: 'cat' } }, { vars: { a: 'dog' } }],
        tests: [{ assert: [{ type: 'contains', value: '{{a}}' }] }],
      },
    ];
    const { cases } = await convert({ prompts, scenarios });
    expect(cases).toMatchObject([{ scorers: [{ any: ['cat'] }] }, { scorers: [{ any: ['dog'] }] }]);
  });

  it('that ask the same have ids', async () => {
    const test = (value: string) => ({ vars: { a: 'x' }, assert: [{ type: 'llm-rubric', value }] });
    const { cases } = await convert({ prompts, tests: [test('kind'), test('short')] });
    expect(cases.map(({ id }) => id)).toEqual([undefined, 'test-2']);
  });

  it('without any there is one without values', async () => {
    const { cases, lacking } = await convert({ prompts: ['say hi'], providers: ['openai:x'] });
    expect([cases, lacking]).toEqual([[{ variables: {} }], []]);
  });

  it('that cannot be taken over leave a place for them', async () => {
    const { cases, lacking } = await convert({ prompts, tests: 'file://made.py:tests' });
    expect(cases[0]?.variables).toEqual({ a: '(write the a here)' });
    expect(lacking.map(({ what }) => what)).toEqual(['tests made by a program', 'the tests']);
  });
});

describe('providers', () => {
  file('p.yaml', 'id: openai:gpt-5\nlabel: of a file\n');
  file(
    'tools.json',
    '[{"type":"function","function":{"name":"find","parameters":{"type":"object"},"strict":true}}]',
  );
  const targetsOf = async (providers: unknown, more: object = {}) =>
    (await convert({ prompts: ['say hi'], providers, ...more })).targets;

  it('with their settings', async () => {
    const config = {
      temperature: '0.5',
      max_tokens: 9,
      stop: 'x',
      apiBaseUrl: '{{env.BASE}}',
      apiKey: '{{ env.MY_KEY }}',
      headers: { 'x-team': 'a', Authorization: 'Bearer s3cret' },
      reasoning: { effort: 'low' },
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } },
    };
    expect(
      await targetsOf({ id: 'openai:gpt-5', config }, { env: { BASE: 'http://127.0.0.1:1/v1' } }),
    ).toEqual([
      {
        model: 'openai/gpt-5',
        baseUrl: 'http://127.0.0.1:1/v1',
        apiKeyEnv: 'MY_KEY',
        headers: { 'x-team': 'a' },
        parameters: {
          temperature: 0.5,
          maxOutputTokens: 9,
          stopSequences: ['x'],
          reasoning: 'low',
          responseFormat: { name: 'n', schema: { type: 'object' } },
        },
      },
    ]);
  });

  it('never copies a key, not even into the list', async () => {
    const config = { apiKey: 's3cret', headers: { 'x-api-key': 's3cret' }, temperature: '{{env.T}}' };
    const converted = await convert({ prompts: ['x'], providers: [{ id: 'openai:a', config }] });
    expect(JSON.stringify(converted)).not.toContain('s3cret');
    expect(converted.lacking).toHaveLength(3);
  });

  it('in merge keys, as keys, and in files', async () => {
    const document = parseYaml(
      `prompts: [x]
providers:
  - { id: openai:a, config: &c { temperature: 0.1, max_tokens: 5 } }
  - { id: openai:b, config: { <<: *c, max_tokens: 9 } }
  - 'openai:c': { label: third }
  - file://p.yaml
`,
    );
    expect((await convert(document)).targets).toMatchObject([
      { model: 'openai/a', parameters: { temperature: 0.1, maxOutputTokens: 5 } },
      { model: 'openai/b', parameters: { temperature: 0.1, maxOutputTokens: 9 } },
      { model: 'openai/c', label: 'third' },
      { model: 'openai/gpt-5', label: 'of a file' },
    ]);
  });

  it('with prompts of their own', async () => {
    const { targets, lacking } = await convert({
      prompts: [{ raw: 'x', label: 'group:one' }, { raw: 'y', label: 'group:two' }, 'z'],
      providers: [
        { id: 'openai:a', prompts: ['group'] },
        { id: 'openai:b', prompts: ['none'] },
      ],
    });
    expect(targets).toEqual([{ model: 'openai/a', prompts: ['group:one', 'group:two'] }, 'openai/b']);
    expect(lacking.map(({ what }) => what)).toEqual(['prompts of a provider']);
  });

  it('with tools, where all have the same', async () => {
    const config = { tools: 'file://tools.json' };
    const { tools, lacking } = await convert({ prompts: ['x'], providers: [{ id: 'openai:a', config }] });
    expect(tools).toEqual([{ name: 'find', parameters: { type: 'object' } }]);
    expect(lacking.map(({ what }) => what)).toEqual(['setting strict of a tool']);
    const others = await said({ prompts: ['x'], providers: ['openai:b', { id: 'openai:a', config }] });
    expect(others.join()).toContain('tools of a provider');
  });

  it('that differ in nothing that is taken over are asked once', async () => {
    const twin = { id: 'openai:a', label: 'again', config: { user: 'x' } };
    expect(await targetsOf(['openai:a', twin])).toEqual(['openai/a']);
    expect((await said({ prompts: ['x'], providers: ['openai:a', twin] })).join()).toContain('once more');
  });
});

it('passes over nothing in silence: whatever leaf is changed, the suite or the list changes', async () => {
  const document = parseYaml(`
description: d
prompts: ['{{a}} {{b}}', { raw: 'x {{a}}', label: L, config: { temperature: 1 } }, 'made.py:f', '{{a | upper}}']
providers:
  - openai:chat:gpt-5
  - { id: anthropic:messages:claude-haiku-4-5, label: l, delay: 1, transform: x, config: { max_tokens: 5, thinking: { budget: 1 } } }
  - { id: http, config: { url: 'http://127.0.0.1:1' } }
  - python:p.py
defaultTest:
  vars: { b: y }
  options: { provider: 'openai:gpt-4o', rubricPrompt: p, transform: 'output.x' }
  assert: [{ type: llm-rubric, value: v, threshold: 0.5, metric: m }, { type: contains, value: '{{b}}', threshold: 0.3 }]
  threshold: 0.4
  strange: { deep: [1, { deeper: z }] }
tests:
  - vars: { a: x, c: [1, 2] }
    description: t
    metadata: { k: v, o: { p: 1 } }
    assert:
      - { type: javascript, value: 'output > 1', weight: 2, config: { k: 1 } }
      - { type: assert-set, threshold: 0.5, assert: [{ type: equals, value: q, odd: 1 }] }
      - { type: python, value: 'True' }
  - { vars: { a: z }, provider: openai:o3, options: { odd: 1 } }
  - { path: 'gen.py:f', config: { n: 1 } }
scenarios: [{ description: s, config: [{ vars: { a: q } }], tests: [{ assert: [{ type: is-json }] }] }]
evaluateOptions: { maxConcurrency: 3, repeat: 2, delay: 5 }
outputPath: o.json
env: { A: b }
whatever: [1, 2]
`);
  expect(await silentLeaves(document, convert)).toEqual([]);
});
