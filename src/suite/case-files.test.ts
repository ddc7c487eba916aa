import { describe, expect, it } from 'vitest';
import { load, problemsOf } from '../../test/suite-folder.ts';
import { cpuMsOf } from '../../test/cpu-ms.ts';

const suite = (cases: string) => `name: n\nscorers: [exact]\ncases: ${cases}\n`;

describe('data files', () => {
  it('give the same cases whatever their format', async () => {
    const rows = [
      { id: 'a', question: 'one, two', answer: '3', category: 'x', topic: 't1' },
      { id: 'b', question: 'say "hi"\nplease', answer: 'hi', category: 'y', topic: 't2' },
    ];
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const header = Object.keys(rows[0] as object);
    const table = (separator: string) =>
      [header.join(separator), ...rows.map((r) => Object.values(r).map(quoted).join(separator))].join('\r\n');
    const formats = {
      'c.jsonl': rows.map((row) => JSON.stringify(row)).join('\n\n'),
      'c.json': JSON.stringify({ cases: rows }),
      'c.yaml': JSON.stringify(rows),
      'c.csv': `\uFEFF${table(',')}`,
      'c.tsv': table('\t'),
    };
    const found = await Promise.all(
      Object.entries(formats).map(([name, text]) =>
        load({ 's.yaml': suite(`{file: ${name}, map: {input: question, expected: answer}}`), [name]: text }),
      ),
    );
    const [first, ...others] = found.map((s) => ({ cases: s.cases, hash: s.hash }));
    expect(first?.cases[1]).toMatchObject({
      id: 'b',
      index: 1,
      variables: { input: 'say "hi"\nplease', topic: 't2' },
      expected: 'hi',
      category: 'y',
    });
    for (const other of others) expect(other).toEqual(first);
  });

  it('are found by glob in the order of their names, with one limit for all', async () => {
    const line = (id: string) => `{"id": "${id}", "input": "${id}"}\n`;
    const files = { 'd/b.jsonl': line('b1') + line('b2'), 'd/a.jsonl': line('a1'), 'd/other.txt': 'x' };
    const ids = async (entry: string) =>
      (await load({ 's.yaml': suite(entry), ...files })).cases.map((c) => c.id);
    expect(await ids('{file: "d/*.jsonl"}')).toEqual(['a1', 'b1', 'b2']);
    expect(await ids('{file: "d/*.jsonl", limit: 2}')).toEqual(['a1', 'b1']);
    expect(await ids('[{id: z, input: z}, {file: d/a.jsonl}]')).toEqual(['z', 'a1']);
  });

  it('that ask nothing are told which column may be meant', async () => {
    const said = async (header: string) =>
      (await problemsOf({ 's.yaml': suite('{file: c.csv}'), 'c.csv': `${header}\n1,x\n` })).join();
    expect(await said('id,Question')).toContain('map: { input: Question }');
    expect(await said('id,country')).toContain('one of its columns (country)');
  });

  it('bring cells into the types of their fields', async () => {
    const csv =
      'id,input,weight,tags,scorers,variables,expected,cluster\n1,x,2.5,"a, b",numeric,"{""k"": [1]}",,7\n';
    const { cases } = await load({ 's.yaml': suite('{file: c.csv}'), 'c.csv': csv });
    expect(cases[0]).toMatchObject({
      id: '1',
      weight: 2.5,
      tags: ['a', 'b'],
      variables: { k: [1], input: 'x' },
      cluster: '7',
    });
    expect(cases[0]?.scorers.map((s) => s.type)).toEqual(['numeric']);
    expect(cases[0]).not.toHaveProperty('expected');
    const json = '{"id": 7, "input": 12, "n": null}';
    expect((await load({ 's.yaml': suite('{file: c.jsonl}'), 'c.jsonl': json })).cases[0]).toMatchObject({
      id: '7',
      variables: { input: '12', n: '' },
    });
  });

  it('may be mapped into variables and out of nested columns', async () => {
    const entry = '{file: c.jsonl, map: {input: q.text, variables.who: name}}';
    const { cases } = await load({
      's.yaml': suite(entry),
      'c.jsonl': '{"q": {"text": "hi"}, "name": "Ada"}',
    });
    expect(cases[0]?.variables).toMatchObject({ input: 'hi', who: 'Ada' });
  });

  it('name file, line and column of what is wrong in them', async () => {
    const jsonl = '{"input": "x"}\n{"input": }\n\n{"input": "y", "tags": [1]}\n3';
    expect(await problemsOf({ 's.yaml': suite('{file: c.jsonl}'), 'c.jsonl': jsonl })).toEqual([
      expect.stringMatching(/^c\.jsonl:2:11 This is not valid JSON/),
      'c.jsonl:4:25 `tags[0]` is 1. | text | Put it in quotes: "1".',
      'c.jsonl:5:1 A case is 3. | a mapping of fields',
    ]);
    const csv = 'id,input,weight\na,"two\nlines",1\nb,x,heavy\n';
    expect(await problemsOf({ 's.yaml': suite('{file: c.csv}'), 'c.csv': csv })).toEqual([
      expect.stringMatching(/^c\.csv:4 `weight` is/),
    ]);
    expect(
      (await problemsOf({ 's.yaml': suite('{file: c.csv}'), 'c.csv': 'id,input\na,b\nc,d,e\n' }))[0],
    ).toMatch(/^c\.csv:3 The table cannot be read/);
  });

  it('report what the entry itself gets wrong', async () => {
    const csv = { 'c.csv': 'question,answer\nx,y\n', 'empty.csv': 'a,b\n' };
    const of = async (entry: string) => (await problemsOf({ 's.yaml': suite(entry), ...csv })).join('\n');
    expect(await of('{file: cc.csv}')).toContain(
      's.yaml:3:15 No file matches "cc.csv". | a path or glob, relative to "." | Did you mean "c.csv"?',
    );
    expect(await of('{file: c.csv, map: {input: qestion}}')).toContain(
      '3:35 No row has a column "qestion". | one of question, answer | Did you mean "question"?',
    );
    expect(await of('{file: c.csv, map: {inptu: question}}')).toContain(
      '3:28 `inptu` is not a field of a case.',
    );
    expect(await of('{file: empty.csv}')).toContain('"empty.csv" has no cases.');
    expect(await of('{file: c.csv, maps: {}}')).toContain('`maps` is not a field of `cases`.');
  });

  it('of ten thousand lines are read in a few seconds of one processor', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) =>
      JSON.stringify({ input: `question ${i}`, expected: `${i}` }),
    );
    const ms = await cpuMsOf(async () => {
      const { cases } = await load({ 's.yaml': suite('{file: c.jsonl}'), 'c.jsonl': lines.join('\n') });
      expect(cases).toHaveLength(10_000);
    });
    expect(ms).toBeLessThan(4000);
  });
});
