import { describe, expect, it } from 'vitest';
import { promptfooFolder } from '../../../../test/made-up/promptfoo-folder.ts';
import { silentLeaves } from '../../../../test/made-up/silent-leaves.ts';
import { parseYaml } from './beside.ts';

const { file, convert } = promptfooFolder();
const prompts = ['{{a}}?'];

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
    const { prompts: taken, unsupported } = await convert(document);
    expect(taken).toEqual([{ user: 'keep {{a}}' }]);
    expect(unsupported).toMatchObject([{ what, where: ['prompts[0]'], isTaken: false }]);
  });

  it('without one that could be taken over, variables are sent, and that is told', async () => {
    const { prompts: taken, unsupported } = await convert({ prompts: ['made.py:f'], tests });
    expect(taken).toEqual([{ id: 'variables', user: 'a: {{a}}' }]);
    expect(unsupported.map(({ what }) => what)).toEqual(['prompts made by a program', 'the prompt']);
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
    const { cases, unsupported } = await convert({ prompts, tests: [{ vars: { a } }, { vars: { a: 'x' } }] });
    expect(cases).toHaveLength(1);
    expect(unsupported.map((item) => item.what)).toEqual([what, 'tests that cannot be asked']);
  });

  it('that name themselves are sent as they are, and told', async () => {
    const { cases, unsupported } = await convert({
      prompts,
      tests: [{ vars: { a: 'x {{b}}', b: 'y {{a}}' } }],
    });
    expect(cases[0]?.variables).toEqual({ a: 'x y {{a}}', b: 'y {{a}}' });
    expect(unsupported).toMatchObject([{ isTaken: true, where: ['tests[0].vars.b'] }]);
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
    const { cases, unsupported } = await convert({ prompts, tests: 't.csv' });
    expect(cases).toMatchObject([
      {
        variables: { a: 'cat' },
        expected: 'meow',
        tags: ['k: v'],
        scorers: [{ type: 'similarity', threshold: 0.9, name: 'tone' }],
      },
      { variables: { a: 'dog' }, expected: 'wuff', scorers: [{ type: 'exact' }] },
    ]);
    expect(unsupported).toMatchObject([{ what: 'test field threshold', where: ['t.csv row 2.threshold'] }]);
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
    const { cases, unsupported } = await convert({ prompts: ['say hi'], providers: ['openai:x'] });
    expect([cases, unsupported]).toEqual([[{ variables: {} }], []]);
  });

  it('that cannot be taken over leave a place for them', async () => {
    const { cases, unsupported } = await convert({ prompts, tests: 'file://made.py:tests' });
    expect(cases[0]?.variables).toEqual({ a: '(write the a here)' });
    expect(unsupported.map(({ what }) => what)).toEqual(['tests made by a program', 'the tests']);
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
