import { describe, expect, it } from 'vitest';
import { givenColumns } from './recorded-fields.ts';
import type { TableRow } from './read-table.ts';
import { surveyColumns } from './survey-columns.ts';

interface Survey {
  map?: string[];
  isUniform?: boolean;
}
/** What was found, and how many rows were looked at. */
async function survey(rows: TableRow[], { map = [], isUniform = false }: Survey = {}) {
  let read = 0;
  async function* placed() {
    for (const row of rows) yield [{ row, place: ++read }];
  }
  const { names } = await surveyColumns('runs.jsonl', placed(), givenColumns(map), isUniform);
  return { names, read };
}

describe('surveyColumns', () => {
  it('finds columns that only later rows have, in their order', async () => {
    expect(await survey([{ b: 1 }, { a: 1, b: 2 }, { c: null }])).toEqual({
      names: ['b', 'a', 'c'],
      read: 3,
    });
  });

  it('reads one row of a table, unless a named column is not in it', async () => {
    const rows = [{ a: 1 }, { a: 2 }, { a: 3 }];
    expect((await survey(rows, { isUniform: true })).read).toBe(1);
    expect(
      (await survey([{ a: null }, { a: { b: 1 } }, { a: 3 }], { isUniform: true, map: ['score=a.b'] })).read,
    ).toBe(2);
  });

  it.each([
    ['a path into a list', 'output_tokens=tokens.1'],
    ['two columns joined', 'case=id+tokens.0'],
    ['a score', 'score.tone=id'],
    ['no column', 'category='],
  ])('takes %s', async (_, map) => {
    await expect(survey([{}, { id: 'x', tokens: [1, 2] }], { map: [map] })).resolves.toMatchObject({
      read: 2,
    });
  });

  it.each([
    [
      'target=modle',
      'no row of runs.jsonl has a column "modle" (--map target=modle)',
      'Did you mean "model"? The file has: id, model.',
    ],
    [
      'score.tone=zzz',
      'no row of runs.jsonl has a column "zzz" (--map score.tone=zzz)',
      'The file has: id, model.',
    ],
    [
      'explanation.tone=id.0.x',
      'no row of runs.jsonl has a column "id.0.x" (--map explanation.tone=id.0.x)',
      expect.anything(),
    ],
    ['case=id+gone', 'no row of runs.jsonl has a column "id+gone" (--map case=id+gone)', expect.anything()],
  ])('refuses %s', async (map, message, remedy) => {
    await expect(survey([{ id: 1, model: 'm' }], { map: [map] })).rejects.toMatchObject({
      code: 'usage',
      message,
      remedy,
    });
  });

  it('refuses a file without rows', async () => {
    await expect(survey([])).rejects.toThrow('runs.jsonl has no rows');
  });
});
