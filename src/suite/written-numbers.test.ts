import { describe, expect, it } from 'vitest';
import { load } from '../../test/suite-folder.ts';
import { renderMessages } from './render-messages.ts';

const sent = async (files: Record<string, string>) => {
  const { cases, prompts } = await load(files);
  return cases.map(
    (testCase) => renderMessages(prompts[0] as (typeof prompts)[number], testCase)[0]?.content,
  );
};

describe('numbers are sent and compared as they are written', () => {
  const row =
    '"order":12345678901234567890,"sku":9007199254740993,"version":1.10,"code":1e3,"deep":{"n":[2.50]}';
  const prompt = 'prompts: ["{{order}} {{sku}} {{version}} {{code}} {{deep.n.0}}"]';
  const right = '12345678901234567890 9007199254740993 1.10 1e3 2.50';

  it.each([
    ['c.jsonl', `{"id":"a",${row}}\n`],
    ['c.json', `[{"id":"a",${row}}]`],
    ['c.yaml', `- {"id":"a",${row}}\n`],
    ['c.csv', 'id,order,sku,version,code,deep.n.0\na,12345678901234567890,9007199254740993,1.10,1e3,2.50\n'],
  ])('in %s', async (name, text) => {
    const suite = `name: n\n${prompt}\ncases: {file: ${name}}\n`;
    expect(await sent({ 's.yaml': suite, [name]: text })).toEqual([right]);
  });

  it('in the suite file', async () => {
    const yaml = `name: n\nprompts: ['{{v}} {{w}} {{z}} {{h}}']\ncases: [{id: a, variables: {v: 1.10, w: 12345678901234567890, z: 007, h: 0x1F}}]\n`;
    expect(await sent({ 's.yaml': yaml })).toEqual(['1.10 12345678901234567890 007 0x1F']);
    const json = `{"name":"n","prompts":["{{v}} {{w}}"],"cases":[{"id":"a","variables":{"v":1.10,"w":9007199254740993}}],"parameters":{"temperature":1.0}}`;
    expect(await sent({ 's.json': json })).toEqual(['1.10 9007199254740993']);
  });

  it('ids, clusters and categories among them', async () => {
    const lines =
      '{"id":1610521604143693812,"input":"a","cluster":1.10}\n{"id":1610521604143693813,"input":"b"}\n';
    const { cases } = await load({ 's.yaml': 'name: n\ncases: {file: c.jsonl}\n', 'c.jsonl': lines });
    expect(cases.map(({ id }) => id)).toEqual(['1610521604143693812', '1610521604143693813']);
    expect(cases[0]?.cluster).toBe('1.10');
  });

  it('what is expected in the form its scorers compare', async () => {
    const expectedOf = async (scorer: string, expected: string) => {
      const files = { 's.yaml': `name: n\nscorers: [${scorer}]\ncases: {file: c.jsonl}\n` };
      const [first] = (await load({ ...files, 'c.jsonl': `{"input":"x","expected":${expected}}` })).cases;
      return first?.expected;
    };
    expect(await expectedOf('exact', '1.10')).toBe('1.10');
    expect(await expectedOf('exact', '[1.10, "x", 9007199254740993]')).toEqual([
      '1.10',
      'x',
      '9007199254740993',
    ]);
    expect(await expectedOf('numeric', '1.10')).toBe(1.1);
    expect(await expectedOf('numeric', '9007199254740993')).toBe('9007199254740993');
    expect(await expectedOf('json-match', '{"a":1.10}')).toEqual({ a: 1.1 });
    expect(await expectedOf('json-match', '{"a":9007199254740993}')).toBe('{"a":9007199254740993}');
    expect(await expectedOf('json-match', '"{\\"a\\": 9007199254740993}"')).toBe('{"a": 9007199254740993}');
  });

  it('settings are numbers all the same', async () => {
    const lines = '{"input":"x","weight":2.0,"tools":[{"name":"t","parameters":{"minimum":1.0}}]}';
    const { cases } = await load({ 's.yaml': 'name: n\ncases: {file: c.jsonl}\n', 'c.jsonl': lines });
    expect(cases[0]).toMatchObject({ weight: 2, tools: [{ name: 't', parameters: { minimum: 1 } }] });
  });
});
