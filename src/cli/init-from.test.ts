/** Files of other tools, in the shapes their makers publish, become suites that read; what does not fit is told. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { scoreWith } from '../../test/made-up/score-with.ts';
import { fillTemplate } from '../base/template.ts';
import { toolCall } from '../score/kinds/tool-call.ts';
import type { Suite } from '../contract/suite.ts';
import { contextOf } from './context.ts';
import { run } from './commands/init.ts';
import { readSuite } from './read-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-init-'));
afterAll(() => rmSync(folder, { recursive: true }));

let notes: string[] = [];
let count = 0;
let env: Record<string, string> = {};
beforeEach(() => {
  notes = [];
});

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

async function initFrom(
  from: string,
  options: Record<string, unknown> = {},
): Promise<{ suite: Suite; path: string }> {
  const plain = contextOf({}, {
    env,
    cwd: () => folder,
    stdout: process.stdout,
    stderr: process.stderr,
  } as never);
  const context = { ...plain, note: (line: string) => void notes.push(line), print: () => undefined };
  const path = join(folder, `suite-${count++}.yaml`);
  await run([path], { from, ...options } as never, context);
  return { suite: await readSuite(path, {}), path };
}

describe('a promptfoo configuration', () => {
  it('becomes a suite: targets, prompts, cases and scorers', async () => {
    mkdirSync(join(folder, 'prompts'), { recursive: true });
    write('prompts/brief.txt', 'In one word: where is {{place}}?\n');
    write('more.csv', 'place,__expected\nOslo,icontains: norway\nLima,Peru\n');
    const from = write(
      'geography.yaml',
      `description: where places are
prompts:
  - 'Where is {{place}}?'
  - file://prompts/brief.txt
  - id: chat
    label: chat
    raw: '[{"role": "system", "content": "Be brief."}, {"role": "user", "content": "{{place}}?"}]'
providers:
  - openai:chat:gpt-5-mini
  - id: anthropic:messages:claude-haiku-4-5
    label: haiku
    config: { temperature: 0, max_tokens: 64, apiBaseUrl: 'http://127.0.0.1:1/v1' }
defaultTest:
  assert: [{ type: not-icontains, value: sorry }, { type: latency, threshold: 4000 }]
tests:
  - description: cities
    vars: { place: [Bern, Rome] }
    assert: [{ type: contains-any, value: [Switzerland, Italy], weight: 2 }]
  - vars: { place: Paris }
    assert: [{ type: equals, value: France }]
  - file://more.csv
evaluateOptions: { maxConcurrency: 2, repeat: 3 }
`,
    );
    const { suite } = await initFrom(from);
    expect(suite).toMatchObject({ name: 'geography', description: 'where places are', repeats: 3 });
    expect(suite.prompts.map(({ messages }) => messages.length)).toEqual([1, 1, 2]);
    expect(suite.prompts[1]?.messages[0]?.content).toBe('In one word: where is {{place}}?');
    expect([...new Set(suite.targets.map(({ provider, model }) => `${provider}/${model}`))]).toEqual([
      'openai/gpt-5-mini',
      'anthropic/claude-haiku-4-5',
    ]);
    expect(suite.targets.find(({ provider }) => provider === 'anthropic')).toMatchObject({
      parameters: { temperature: 0, maxOutputTokens: 64 },
      baseUrl: 'http://127.0.0.1:1/v1',
      limits: { concurrency: 2 },
    });
    expect(suite.cases.map(({ variables }) => variables['place'])).toEqual([
      'Bern',
      'Rome',
      'Paris',
      'Oslo',
      'Lima',
    ]);
    expect(suite.cases[0]).toMatchObject({
      tags: ['cities'],
      scorers: [
        { type: 'contains', not: true, options: { any: ['sorry'], ignoreCase: true } },
        { type: 'latency', options: { max: 4000 } },
        { type: 'contains', weight: 2, options: { any: ['Switzerland', 'Italy'], ignoreCase: false } },
      ],
    });
    expect(suite.cases.map(({ expected }) => expected)).toEqual([
      undefined,
      undefined,
      'France',
      undefined,
      'Peru',
    ]);
    expect(notes.join()).toBe('');
  });

  it('keeps the list when the suite that was made is refused, and leaves nothing behind', async () => {
    const from = write('odd.yaml', {
      prompts: ['Say {{word}}'],
      providers: ['openai:gpt-5-mini'],
      tests: [{ vars: { word: 'hi' }, assert: [{ type: 'python', value: 'x' }] }],
      evaluateOptions: { repeat: 5000 },
    });
    await expect(initFrom(from)).rejects.toThrow('has a problem');
    expect(notes.join()).toContain('assertion python');
    expect(existsSync(join(folder, `suite-${count - 1}.yaml`))).toBe(false);
  });

  it('tells everything that it does not take over, and where that was', async () => {
    const from = write('rest.yaml', {
      prompts: ['Say {{word}}', 'file://made.js', '{% if a %}x{% endif %}'],
      providers: [
        'openai:gpt-5-mini',
        'file://own.py',
        { id: 'openai:gpt-5', config: { tools: [] }, delay: 1 },
      ],
      tests: [
        {
          vars: { word: 'hi' },
          assert: [
            { type: 'llm-rubric', value: 'is kind' },
            { type: 'javascript', value: 'output.length > 3' },
            { type: 'regex', value: '(?=hi)hi' },
            { type: 'regex', value: '^hi' },
            { type: 'is-json' },
          ],
          options: { delay: 1 },
        },
        'https://example.test/tests.csv',
      ],
      scenarios: [],
      outputPath: 'x.json',
    });
    const { suite, path } = await initFrom(from);
    expect(suite.cases).toHaveLength(1);
    expect(suite.cases[0]?.scorers.map(({ type }) => type)).toEqual([
      'closed-qa',
      'module',
      'regex',
      'json-schema',
    ]);
    const told = notes.join('\n');
    for (const what of [
      'prompts made by a program: it is `file://made.js`',
      'prompts that are computed',
      'provider "file://own.py"',
      'provider field delay',
      'assertion llm-rubric',
      'assertion javascript',
      'assertion regex: look-around',
      'field tests.options',
      'tests from the network: they lie at https://example.test/tests.csv',
      'setting outputPath',
    ])
      expect(told).toContain(what);
    expect(told).toContain('(tests[0].options)');
    expect(told).toContain('Taken over from ');
    expect(readFileSync(path, 'utf8')).toContain('# - assertion llm-rubric');
    expect(existsSync(path.replace('.yaml', '.javascript.mjs'))).toBe(true);
  });
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
    expect(notes.join()).toContain('questions whose answer is none of the choices: answer is "J" (row 2)');
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
    expect(notes.join()).toContain('instruction combination:two_responses: no scorer checks it (row 2)');
    expect(notes.join()).toContain('instruction language:response_language with other arguments');
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
    expect(notes).toEqual([]);
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
    const told = notes.join();
    expect(told).toContain('questions of several turns');
    expect(told).toContain('answers that are programs');
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
    expect(notes.join()).toContain('eval other.v0');
    expect(notes.join()).toContain('argument n of the eval');
  });

  it('inspect: texts and conversations, targets, choices, metadata', async () => {
    const messages = [{ role: 'user', content: 'u1' }];
    const { suite } = await initFrom(
      write(
        'inspect.jsonl',
        lines(
          { input: messages, target: 'yes', id: 7, metadata: { level: 2, deep: {} } },
          { input: 'u2', target: ['no', 'non'], files: { a: 'b' } },
        ),
      ),
    );
    expect(suite.cases).toMatchObject([
      { id: '7', messages, expected: 'yes', tags: ['level: 2'], scorers: [{ type: 'contains' }] },
      { expected: ['no', 'non'], scorers: [{ options: { any: ['no', 'non'] } }] },
    ]);
    for (const what of ['how answers are judged', 'metadata deep', 'samples with files'])
      expect(notes.join()).toContain(what);
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
    expect(notes.join()).toContain('the prompt: none could be taken over');
  });
});

describe('a data set of the hub', () => {
  it('is fetched only when that is asked for', async () => {
    await expect(initFrom('hf://open/sums/main/test')).rejects.toMatchObject({
      message: 'open/sums is on the network',
      remedy: expect.stringContaining('--fetch') as string,
    });
  });

  it('becomes a suite as a file of its rows would, and tells which rows are cut short', async () => {
    const rows = [0, 1, 2].map((row_idx) => ({
      row_idx,
      row: { question: `Two and ${row_idx}?`, answer: `#### ${2 + row_idx}` },
      truncated_cells: row_idx === 1 ? ['answer'] : [],
    }));
    const hub = createServer((_, response) => {
      response.end(JSON.stringify({ features: [], rows, num_rows_total: 3, num_rows_per_page: 100 }));
    });
    await new Promise<void>((done) => hub.listen(0, '127.0.0.1', done));
    env = { ASSAY_HUB: `http://127.0.0.1:${(hub.address() as AddressInfo).port}` };
    const { suite } = await initFrom('hf://open/sums/main/test', { fetch: true });
    env = {};
    await new Promise((done) => hub.close(done));
    expect(suite.name).toBe('sums');
    expect(suite.cases.map(({ expected }) => expected)).toEqual(['2', '4']);
    expect(suite.cases[0]?.scorers).toMatchObject([{ type: 'numeric' }]);
    expect(notes.join()).toContain('rows that the hub cuts short: too long: answer (row 2)');
  });
});

describe('any table', () => {
  it('by its columns, large ones in a file of their own', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({ q: `Q${i}`, a: `A${i}`, topic: 'x' }));
    const { suite, path } = await initFrom(write('own.jsonl', lines(...rows)), {
      map: ['input=q', 'expected=a', 'category=topic'],
    });
    expect(suite.cases).toHaveLength(60);
    expect(suite.cases[3]).toMatchObject({ variables: { input: 'Q3' }, expected: 'A3', category: 'x' });
    expect(existsSync(path.replace('.yaml', '.cases.jsonl'))).toBe(true);
  });

  it('is refused when nothing tells what its columns are, and leaves nothing behind', async () => {
    const from = write('what.csv', 'foo,bar\n1,2\n');
    await expect(initFrom(from)).rejects.toMatchObject({ remedy: expect.stringContaining('foo, bar') });
    await expect(initFrom(from, { as: 'excel' })).rejects.toThrow('--as is "excel"');
    await expect(initFrom(from, { as: 'gsm8k' })).rejects.toThrow('gives no cases');
    expect(existsSync(join(folder, `suite-${count - 1}.yaml`))).toBe(false);
  });
});
