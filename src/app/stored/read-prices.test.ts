import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGivenPrices, readModelsDev, readPrices } from './read-prices.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-prices-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => writeFile(join(folder, name), text);

const prices = { 'x/a': { input: 1.25, output: 10 }, 'x/org/b': { input: 0, output: 0, cacheRead: 0.1 } };

it.each([
  ['prices.json', JSON.stringify(prices)],
  ['prices.yaml', 'x/a: {input: 1.25, output: 10}\nx/org/b: {input: 0, output: 0, cacheRead: 0.1}\n'],
])('reads %s, relative to the working directory', async (name, text) => {
  await write(name, text);
  expect(await readPrices(folder, name)).toEqual(prices);
  expect(await readGivenPrices('/elsewhere', join(folder, name))).toEqual({
    file: join(folder, name),
    overrides: prices,
  });
});

it('takes prices as they are given', async () => {
  expect(await readGivenPrices('/', prices)).toEqual({ file: 'given prices', overrides: prices });
});

describe('a price file that is refused', () => {
  it.each([
    ['is not there', null, 'there is no price file'],
    ['is no JSON', '{"x/a": ', 'is no price file'],
    ['names no provider', '{"a": {"input": 1, "output": 1}}', 'is no price file'],
    ['has no output price', '{"x/a": {"input": 1}}', 'is no price file'],
    ['has a price below 0', '{"x/a": {"input": -1, "output": 1}}', 'is no price file'],
    ['has a word for a price', '{"x/a": {"input": "1", "output": 1}}', 'is no price file'],
    ['has a field of another tool', '{"x/a": {"input": 1, "output": 1, "prompt": 2}}', 'is no price file'],
  ])('%s', async (_, text, message) => {
    if (text !== null) await write('bad.json', text);
    await expect(readPrices(folder, 'bad.json')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
  });

  it('says where, of the first ten places', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x/m${i}`, { input: 1 }]));
    await write('many.json', JSON.stringify(many));
    const refused = await readPrices(folder, 'many.json').catch((error: unknown) => error);
    expect(refused).toMatchObject({ problems: expect.arrayContaining([expect.anything()]) });
    const { problems } = refused as { problems: { message: string; expected: string }[] };
    expect(problems).toHaveLength(10);
    expect(problems[0]?.message).toBe('`x/m0.output` is missing.');
    expect(problems[0]?.expected).toBe('a number of at least 0');
    expect(problems[1]).toMatchObject({ location: { file: join(folder, 'many.json'), line: 1, column: 28 } });
  });
});

it('knows a snapshot of models.dev by its bytes', async () => {
  const text = JSON.stringify({ x: { models: { a: { cost: { input: 1 } } } } });
  await write('api.json', text);
  const { id, providers } = await readModelsDev(folder, 'api.json');
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect(providers['x']?.models?.['a']).toMatchObject({ cost: { input: 1 } });
  await write('other.json', `${text} `);
  expect((await readModelsDev(folder, 'other.json')).id).not.toBe(id);
});
