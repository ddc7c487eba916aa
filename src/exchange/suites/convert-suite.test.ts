import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { convertSuite, suiteFormats, type ConvertOptions } from './convert-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options: ConvertOptions = {
  caseOfRow: (row) => ({ input: `columns: ${Object.keys(row).join()}` }),
  hasMap: false,
  folder,
  stem: 'suite',
  judge: 'openai/judge',
  refusal: () => null,
};
function write(name: string, content: unknown): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const convert = (name: string, content: unknown, more: Partial<ConvertOptions> = {}) =>
  convertSuite(write(name, content), { ...options, ...more });

const call = {
  id: 'a',
  question: [[{ role: 'user', content: 'Q' }]],
  function: [{ name: 'f', parameters: {} }],
};
const gsm = { question: 'Q', answer: '#### 4' };
const evals = { input: 'Q', ideal: 'A' };

it.each([
  ['vars', (deep: string) => `{"prompts":["{{x}}"],"tests":[{"vars":{"x":${deep}}}]}`],
  ['prompts', (deep: string) => `{"prompts":${deep}}`],
  ['rows', (deep: string) => `[{"input":"q","expected":${deep}}]`],
])('%s that are nested too deeply are refused', async (name, textOf) => {
  const text = textOf(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
  await expect(convert(`deep-${name}.json`, text)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('nested more than 200 deep'),
  });
});

describe('the format is seen from the content', () => {
  it.each([
    ['bfcl', call, ['tool-call']],
    [
      'humaneval',
      { task_id: 'T/1', prompt: 'def f():', entry_point: 'f', test: 'def check(c): pass' },
      [{ type: 'code', language: 'python' }],
    ],
    ['ifeval', { prompt: 'Write.', instruction_id_list: ['punctuation:no_comma'], kwargs: [{}] }, []],
    ['openai-evals', evals, []],
    ['gsm8k', gsm, ['numeric']],
    ['multiple-choice', { question: 'Q', choices: ['a', 'b'], answer: 1 }, []],
    ['inspect', { input: 'Q', target: 'A' }, ['contains']],
  ])('%s, in every way that rows are written', async (format, row, scorers) => {
    const found = await convert('rows.jsonl', `${JSON.stringify(row)}\n${JSON.stringify(row)}\n`);
    expect(found).toMatchObject({ name: 'rows', scorers, cases: [{}, {}] });
    for (const [name, content] of [
      ['rows.json', [row, row]],
      ['rows.yaml', `# rows\n${JSON.stringify([row, row])}`],
      ['lines.json', `${JSON.stringify(row)}\n${JSON.stringify(row)}`],
    ] as const)
      expect(await convert(name, content)).toEqual({ ...found, name: name.split('.')[0] });
    expect((await convert('rows.jsonl', JSON.stringify(row), { as: format })).cases).toEqual(
      found.cases.slice(1),
    );
  });

  it('is that of the first row: rows of another shape are listed', async () => {
    const { cases, unsupported } = await convert('mixed.json', [
      gsm,
      { question: 'Q', answer: 'no mark' },
      evals,
    ]);
    expect(cases).toHaveLength(1);
    expect(unsupported).toMatchObject([
      { what: 'rows that are not of gsm8k', why: expect.stringMatching(/^`answer` is /), where: ['row 2'] },
      {
        what: 'rows that are not of gsm8k',
        why: expect.stringMatching(/^`question` is missing/),
        where: ['row 3'],
      },
    ]);
  });

  it('says which columns there are when nothing tells it', async () => {
    await expect(convert('plain.csv', 'text,note\na,b\n')).rejects.toMatchObject({
      message: expect.stringContaining('was not recognized'),
      remedy: expect.stringMatching(/^Its columns are text, note\. /),
    });
    await expect(convert('empty.json', [])).rejects.toThrow('was not recognized');
  });

  it('is not guessed where columns are named, or are asked for', async () => {
    const expected = [{ input: 'columns: question,answer' }];
    expect((await convert('named.jsonl', gsm, { hasMap: true })).cases).toEqual(expected);
    expect((await convert('named.jsonl', gsm, { as: 'columns' })).cases).toEqual(expected);
    expect((await convert('named.json', [gsm], { hasMap: true, as: 'gsm8k' })).scorers).toEqual(['numeric']);
  });

  it('is promptfoo with columns of assertions, or vars in a list', async () => {
    expect((await convert('t.csv', 'animal,__expected\ncat,is a cat\n')).cases).toMatchObject([
      { variables: { animal: 'cat' } },
    ]);
    expect((await convert('t.json', [{ vars: { animal: 'cat' } }])).cases).toMatchObject([
      { variables: { animal: 'cat' } },
    ]);
    expect((await convert('c.yaml', 'prompts: ["{{a}}"]\ntests: [{ vars: { a: cat } }]')).cases).toHaveLength(
      1,
    );
    await expect(convert('n.yaml', 'a: 1', { as: 'promptfoo' })).rejects.toThrow(
      'is not a promptfoo configuration',
    );
  });
});

describe('rows that are at hand', () => {
  it('are taken in place of the file, whatever its ending', async () => {
    const rows = [gsm, gsm].map((row, i) => ({ row, place: i + 1 }));
    const found = await convertSuite('hub/data set', { ...options, rows });
    expect(found).toMatchObject({ name: 'data set', cases: [{ expected: '4' }, { expected: '4' }] });
    expect((await convertSuite('x', { ...options, rows, as: 'columns' })).cases).toHaveLength(2);
  });
});

describe('tables of MMLU without a header', () => {
  it('are told by six cells that end in a letter', async () => {
    const { cases } = await convert(
      'law.csv',
      '\ufeff"Which, of these?",one,two,three,four,C\r\n"And ""that""?",a,b,c,d,A\r\n',
    );
    expect(cases).toMatchObject([{ expected: 'C' }, { expected: 'A' }]);
    expect(cases[0]?.input).toBe(
      'Which, of these?\n\nA) one\nB) two\nC) three\nD) four\n\nAnswer with the letter of the right choice.',
    );
  });

  it('list a row that has no such letter', async () => {
    const { cases, unsupported } = await convert('odd.csv', 'Q,a,b,c,d,A\nQ,a,b,c,d,E\nQ,a,b\n');
    expect(cases).toHaveLength(1);
    expect(unsupported.flatMap(({ where }) => where)).toEqual(['row 2', 'row 3']);
  });

  it('do not stand in the way of other tables, however those are quoted', async () => {
    const { cases } = await convert('quotes.csv', 'question,answer\n"say ""no""",#### 1\n');
    expect(cases).toMatchObject([{ input: 'say "no"' }]);
    await expect(convert('broken.csv', 'a "b" c,d\n1,2\n')).rejects.toMatchObject({
      name: 'AssayError',
      code: 'usage',
    });
    await expect(convert('open.csv', '"a,b\n1,2\n')).rejects.toMatchObject({
      name: 'AssayError',
      code: 'usage',
    });
  });
});

describe('answers of BFCL in a file of their own', () => {
  const answer = (id: string) => ({ id, ground_truth: [{ f: { n: [id] } }] });
  const expectedOf = async (name: string, more?: Partial<ConvertOptions>) =>
    (await convert(name, [call, { ...call, id: 'b' }], more)).cases.map(({ expected }) => expected);
  const called = (id: string) => [{ name: 'f', arguments: { n: id } }];

  it('are found in possible_answer/, here or one folder up, and joined by id', async () => {
    write('one/possible_answer/q.json', [answer('b'), answer('a')]);
    write('two/possible_answer/q.json', [answer('a')]);
    expect(await expectedOf('one/q.json')).toEqual([called('a'), called('b')]);
    expect(await expectedOf('two/data/q.json')).toEqual([called('a'), undefined]);
    expect(await expectedOf('three/q.json')).toEqual([undefined, undefined]);
  });

  it('are those that the user names; what stands in a row counts more', async () => {
    const answers = write('named.json', [answer('a'), answer('b')]);
    expect(await expectedOf('one/q.json', { answers })).toEqual([called('a'), called('b')]);
    const own = { ...call, ground_truth: [{ f: { n: ['own'] } }] };
    expect((await convert('own.json', [own], { answers })).cases[0]?.expected).toEqual(called('own'));
  });
});

describe('what cannot be converted', () => {
  it.each([
    ['a program', 'x.py', '', {}, 'is a program'],
    ['a program in TypeScript', 'x.mts', '', {}, 'is a program'],
    ['broken JSON', 'x.json', '{"a": ', {}, 'x.json cannot be read'],
    ['broken YAML', 'x.yaml', 'a: [', {}, 'x.yaml cannot be read'],
    ['an unknown format', 'x.json', [gsm], { as: 'GSM8K' }, '--as is "GSM8K"'],
    ['an unknown way of matching', 'x.json', [evals], { match: 'Match' }, '--match is "Match"'],
    ['an unknown extension', 'x.xlsx', '', {}, 'unknown file extension'],
  ])('%s', async (_, name, content, more, message) => {
    await expect(convert(name, content, more)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
  });

  it('offers every format that it knows', () => {
    expect(new Set(suiteFormats).size).toBe(suiteFormats.length);
    expect(suiteFormats).toEqual(expect.arrayContaining(['promptfoo', 'bfcl', 'inspect', 'columns']));
  });
});
