/** Data sets, in the shapes their makers publish, become suites that read; what does not fit is told. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { initFolder, lines } from '../../../test/made-up/init-folder.ts';
import { scoreWith } from '../../../test/made-up/score-with.ts';
import { fillTemplate } from '../../base/template.ts';
import { toolCall } from '../../score/kinds/tool-call.ts';

const made = initFolder();
const { folder, write, initFrom } = made;
beforeEach(() => {
  made.notes = [];
});

describe('published data sets', () => {
  it('GSM8K', async () => {
    const from = write(
      'sums.jsonl',
      lines({ question: 'Two and two?', answer: '2+2 = <<2+2=4>>4\n#### 1,004' }),
    );
    const { suite } = await initFrom(from);
    expect(suite.cases[0]).toMatchObject({
      variables: { input: 'Two and two?' },
      expected: '1004',
      scorers: [{ type: 'numeric' }],
    });
  });

  it('MMLU, with and without a header, and MMLU-Pro', async () => {
    const own = await initFrom(
      write('law.csv', '"Which, of these?",one,one,three,four,C\n"And?",a,b,c,d,A\n'),
    );
    expect(own.suite.cases.map(({ expected }) => expected)).toEqual(['C', 'A']);
    expect(own.suite.cases[0]?.variables['input']).toContain('A) one\nB) one\nC) three');
    const hub = await initFrom(
      write('mmlu.jsonl', lines({ question: 'Q', subject: 'law', choices: ['a', 'b', 'c', 'd'], answer: 3 })),
    );
    expect(hub.suite.cases[0]).toMatchObject({ expected: 'D', category: 'law' });
    const options = Array.from({ length: 10 }, (_, i) => `o${i}`);
    const pro = await initFrom(
      write('pro.json', [
        { question_id: 70, question: 'Q', options, answer: 'I', answer_index: 8, category: 'business' },
        { question_id: 71, question: 'Q', options: ['a', 'b'], answer: 'J', category: 'business' },
      ]),
    );
    expect(pro.suite.cases).toHaveLength(1);
    expect(pro.suite.cases[0]).toMatchObject({
      id: '70',
      expected: 'I',
      scorers: [{ options: { labels: [...'ABCDEFGHIJ'] } }],
    });
    expect(made.notes.join()).toContain(
      'questions whose answer is not clearly one of the choices: answer is "J" (row 2)',
    );
  });

  it('IFEval: prompts all of whose instructions can be checked', async () => {
    const { suite } = await initFrom(
      write(
        'ifeval.jsonl',
        lines(
          {
            key: 1,
            prompt: 'Write.',
            instruction_id_list: ['punctuation:no_comma', 'length_constraints:number_words'],
            kwargs: [{}, { relation: 'at least', num_words: 300 }],
          },
          {
            key: 2,
            prompt: 'Speak.',
            instruction_id_list: ['language:response_language', 'combination:two_responses'],
            kwargs: [{ language: 'sw' }, {}],
          },
        ),
      ),
    );
    expect(suite.cases.map(({ id }) => id)).toEqual(['1']);
    expect(suite.cases[0]?.scorers).toMatchObject([
      { type: 'contains', options: { none: [','] } },
      { type: 'length', options: { unit: 'words', min: 300 } },
    ]);
    expect(made.notes.join()).toContain('instruction combination:two_responses: no scorer checks it (row 2)');
    expect(made.notes.join()).toContain('instruction language:response_language with other arguments');
  });

  it('HumanEval', async () => {
    const row = {
      task_id: 'T/0',
      prompt: 'def add(a, b):\n',
      entry_point: 'add',
      canonical_solution: '',
      test: 'def check(f):\n    assert f(1, 2) == 3\n',
    };
    const { suite } = await initFrom(write('he.jsonl', lines(row)));
    expect(suite.cases[0]).toMatchObject({
      id: 'T/0',
      expected: { tests: ['def check(f):\n    assert f(1, 2) == 3\n\ncheck(add)'] },
      scorers: [{ type: 'code', options: { language: 'python' } }],
    });
  });

  it('OpenAI evals', async () => {
    const input = [
      { role: 'system', content: 'Answer.' },
      { role: 'user', content: 'Capital of France?' },
    ];
    const { suite } = await initFrom(write('evals.jsonl', lines({ input, ideal: ['Paris', 'paris'] })));
    expect(suite.cases[0]).toMatchObject({
      messages: input,
      expected: ['Paris', 'paris'],
      scorers: [{ type: 'starts-with' }],
    });
  });

  it('BFCL, its answers in another file', async () => {
    const parameters = {
      type: 'dict',
      properties: { base: { type: 'float' }, unit: { type: 'string' } },
      required: ['base'],
    };
    const question = [[{ role: 'user', content: 'Area?' }]];
    const from = write(
      'bfcl.jsonl',
      lines({ id: 's_0', question, function: [{ name: 'geo.area', description: 'd', parameters }] }),
    );
    const answers = write(
      'bfcl-answers.jsonl',
      lines({
        id: 's_0',
        ground_truth: [
          {
            'geo.area': {
              base: [10],
              unit: ['m', 'metre', ''],
              note: [''],
              options: [{ round: [true, ''], digits: [1, 2] }],
            },
          },
        ],
      }),
    );
    const { suite } = await initFrom(from, { answers });
    expect(suite.cases[0]).toMatchObject({
      expected: [
        {
          name: 'geo_area',
          arguments: { base: 10 },
          anyOf: {
            unit: ['m', 'metre'],
            options: [{ round: true, digits: 1 }, { round: true, digits: 2 }, { digits: 1 }, { digits: 2 }],
          },
          optional: ['unit', 'note'],
        },
      ],
      scorers: [{ type: 'tool-call' }],
      tools: [{ name: 'geo_area', parameters: { type: 'object', properties: { base: { type: 'number' } } } }],
    });
    expect(made.notes).toEqual([]);
    const scored = async (given: object) => {
      const calls = [{ name: 'geo_area', arguments: JSON.stringify(given) }];
      return (await scoreWith(toolCall, { answer: { toolCalls: calls }, expected: suite.cases[0]?.expected }))
        .value;
    };
    expect(await scored({ base: 10, options: { digits: 2 } })).toBe(1);
    expect(await scored({ base: 10, unit: 'metre', options: { round: true, digits: 1 } })).toBe(1);
    expect(await scored({ base: 10, unit: 'mile', options: { digits: 2 } })).toBe(0);
    expect(await scored({ base: 10, options: { round: false, digits: 2 } })).toBe(0);
    expect(await scored({ base: 10, options: { digits: 2 }, note: 'x' })).toBe(0);
  });
});

describe('data sets as they are shipped', () => {
  it('BFCL: lines that end in .json, answers in possible_answer/, types of Java, irrelevance, several turns', async () => {
    mkdirSync(join(folder, 'possible_answer'), { recursive: true });
    const question = [[{ role: 'user', content: 'make {{it}}' }]];
    const properties = {
      m: { type: 'HashMap' },
      n: { type: 'long' },
      type: { type: 'any', description: 'd' },
    };
    const functions = [{ name: 'A.make', parameters: { type: 'dict', properties, required: ['m'] } }];
    const from = write(
      'BFCL_v9_java.json',
      lines(
        { id: 'simple_java_0', question, function: functions },
        { id: 'irrelevance_1', question, function: functions },
        { id: 'multi_turn_2', question: [...question, ...question], involved_classes: ['X'] },
        { id: 'exec_3', question, function: functions, ground_truth: ['make(1)'] },
      ),
    );
    write(
      'possible_answer/BFCL_v9_java.json',
      lines({ id: 'simple_java_0', ground_truth: [{ 'A.make': { n: [5] } }] }),
    );
    const { suite } = await initFrom(from);
    expect(suite.cases).toMatchObject([
      { id: 'simple_java_0', expected: [{ name: 'A_make', arguments: { n: 5 } }] },
      { id: 'irrelevance_1', expected: [] },
    ]);
    expect(suite.cases[0]?.tools[0]?.parameters).toMatchObject({
      type: 'object',
      properties: { m: { type: 'object' }, n: { type: 'integer' }, type: { description: 'd' } },
    });
    const told = made.notes.join();
    expect(told).toContain('multi-turn questions');
    expect(told).toContain('expected answers that are programs');
    expect(told).toContain('type HashMap');
    const [asked] = suite.cases;
    expect(fillTemplate(String(asked?.messages?.[0]?.content), {})).toBe('make {{it}}');
  });

  it('OpenAI evals: names of examples, and the match that is said', async () => {
    const input = [
      { role: 'system', name: 'example_user', content: 'q' },
      { role: 'system', name: 'example_assistant', content: 'a' },
      { role: 'user', content: 'u' },
    ];
    const samples = lines({ input, ideal: ['no', 'non'] });
    const from = write('samples.jsonl', samples);
    const { suite } = await initFrom(from);
    expect(suite.cases[0]?.messages?.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(suite.cases[0]?.scorers).toMatchObject([
      { type: 'starts-with', options: { any: ['no', 'non'], trim: false, ignoreCase: false } },
    ]);
    const scorersBy = async (match: string) => (await initFrom(from, { match })).suite.cases[0]?.scorers;
    expect(await scorersBy('includes')).toMatchObject([{ type: 'contains', options: { ignoreCase: false } }]);
    expect(await scorersBy('fuzzy-match')).toMatchObject([
      { type: 'contains', options: { any: ['no', 'non'] } },
    ]);
    expect(await scorersBy('json-validator')).toMatchObject([{ type: 'json-schema' }]);
    await expect(initFrom(from, { match: 'near' })).rejects.toThrow('--match is "near"');
    mkdirSync(join(folder, 'data', 'greet'), { recursive: true });
    write('data/greet/samples.jsonl', samples);
    const registry = write(
      'greet.yaml',
      `greet: { id: greet.v0 }
greet.v0: { class: 'evals.elsuite.basic.includes:Includes', args: { samples_jsonl: greet/samples.jsonl, ignore_case: true, n: 1 } }
other.v0: { class: 'evals.elsuite.solve:Solve', args: { samples_jsonl: x.jsonl } }
`,
    );
    expect((await initFrom(registry)).suite.cases[0]?.scorers).toMatchObject([
      { type: 'contains', options: { ignoreCase: true, any: ['no', 'non'] } },
    ]);
    expect(made.notes.join()).toContain('eval other.v0');
    expect(made.notes.join()).toContain('argument n of the eval');
  });

  it('inspect: texts and conversations, targets, choices, metadata', async () => {
    const messages = [{ role: 'user', content: 'u1' }];
    const { suite } = await initFrom(
      write(
        'inspect.jsonl',
        lines(
          { input: messages, target: 'yes', id: 7, metadata: { level: 2, deep: {} } },
          { input: 'u2', target: ['no', 'non'], files: { a: 'b' } },
          { input: [{ role: 'user', content: [{ type: 'text', text: 'u3' }] }], target: 3 },
        ),
      ),
    );
    expect(suite.cases).toMatchObject([
      { id: '7', messages, expected: 'yes', tags: ['level: 2'], scorers: [{ type: 'contains' }] },
      { expected: ['no', 'non'], scorers: [{ options: { any: ['no', 'non'] } }] },
      { messages: [{ content: [{ type: 'text', text: 'u3' }] }], expected: '3' },
    ]);
    for (const what of ['how answers are scored', 'metadata deep', 'samples with files'])
      expect(made.notes.join()).toContain(what);
    const choices = await initFrom(
      write('mcq.jsonl', lines({ input: 'smallest?', target: 'A', choices: ['1', '2'] })),
    );
    expect(choices.suite.cases[0]).toMatchObject({
      expected: 'A',
      scorers: [{ options: { labels: ['A', 'B'] } }],
    });
  });

  it.each([
    [
      'ARC',
      { id: 'x', question: 'Q', choices: { text: ['a', 'b'], label: ['1', '2'] }, answerKey: '2' },
      'B',
    ],
    [
      'labels',
      {
        question: 'Q',
        choices: [
          { label: 'A', text: 'a' },
          { label: 'B', text: 'b' },
        ],
        answerKey: 'A',
      },
      'A',
    ],
    ['HellaSwag', { ctx: 'Q', endings: ['a', 'b', 'c'], label: '2' }, 'C'],
    ['columns of letters', { Question: 'Q', A: 'a', B: 'b', C: 'c', D: 'd', Answer: 'D' }, 'D'],
    ['options by letter', { question: 'Q', options: { A: 'a', B: 'b' }, answer: 'b', answer_idx: 'B' }, 'B'],
    ['the text of an option', { question: 'Q', choices: ['red', 'blue'], answer: 'blue' }, 'B'],
    ['numbers that are options', { question: 'Q', choices: ['10', '20'], answer: 1 }, 'B'],
  ])('multiple choice: %s', async (name, row, expected) => {
    const { suite } = await initFrom(write(`mc-${name.replaceAll(' ', '-')}.jsonl`, lines(row)));
    expect(suite.cases[0]).toMatchObject({ expected, scorers: [{ type: 'choice' }] });
    expect(suite.cases[0]?.variables['input']).toContain('A) ');
  });

  it('tests of promptfoo alone, as a list and as a table', async () => {
    const list = await initFrom(
      write('tests.yaml', '- vars: { a: cat }\n  assert: [{ type: contains, value: x }]\n'),
    );
    expect(list.suite.cases[0]).toMatchObject({ variables: { a: 'cat' }, scorers: [{ type: 'contains' }] });
    const table = await initFrom(write('tests.csv', 'a,__expected\ncat,answer: 42\n'));
    expect(table.suite.cases[0]).toMatchObject({ variables: { a: 'cat' }, expected: 'answer: 42' });
    expect(made.notes.join()).toContain('the prompt: none could be converted');
  });
});
