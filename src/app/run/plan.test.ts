import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import { plan } from './plan.ts';

const suite = {
  name: 'planned',
  targets: ['openai/gpt-5-mini', 'compatible/mine'],
  scorers: ['exact'],
  parameters: { maxOutputTokens: 10 },
  cases: [
    { id: 'a', input: 'A?', expected: 'a' },
    { id: 'b', input: 'B?' },
  ],
};

let folder: AppFolder;
beforeAll(async () => {
  folder = await appFolder({ env: { OPENAI_API_KEY: 'k' } });
});
afterAll(() => folder.remove());

const planned = (more: object = {}) => plan({ suite: { inline: suite }, ...more }, folder.context);

it('says what would be asked, which cases cannot be scored, and which key goes where', async () => {
  const found = await planned({ repeats: 3 });
  expect(found.targets.map(({ label, calls }) => [label, calls])).toEqual([
    ['openai/gpt-5-mini', 6],
    ['compatible/mine', 6],
  ]);
  const [known, unknown] = found.targets;
  expect(known?.cost_usd?.likely).toBeGreaterThan(0);
  expect(unknown?.cost_usd).toBeNull();
  expect(found.sandbox).toBeNull();
  expect(found.notes).toEqual([
    expect.stringMatching(/^1 of 2 cases cannot be scored by exact \(b\)/),
    'the key in OPENAI_API_KEY goes to OpenAI',
  ]);
});

it('takes prices that are given, as values or from a file', async () => {
  const price = { 'compatible/mine': { input: 1_000_000, output: 0 } };
  await writeFile(join(folder.context.cwd, 'prices.json'), JSON.stringify(price));
  for (const prices of [price, 'prices.json']) {
    const estimate = (await planned({ prices })).targets[1];
    // a dollar a token
    expect(estimate?.cost_usd?.likely).toBe(estimate?.input_tokens?.likely);
  }
});

it('names models that a cap could not stop', async () => {
  const capped = { suite: { inline: { ...suite, budget: { usd: 1 } } } };
  const found = await planned(capped);
  expect(found.unpriced_models.map(({ label }) => label)).toEqual(['compatible/mine']);
  expect(found.allow_unpriced).toBe(false);
  expect((await planned({ ...capped, allowUnpriced: true })).allow_unpriced).toBe(true);
});

it('names files of the suite that lie outside of its folder', async () => {
  await writeFile(
    join(folder.context.cwd, '..', 'rows.jsonl'),
    '{"id": "r", "input": "R?", "expected": "r"}\n',
  );
  const reaching = { ...suite, cases: { file: '../rows.jsonl' } };
  const { notes } = await planned({ suite: { inline: reaching } });
  expect(notes).toContainEqual(
    expect.stringMatching(/^1 file outside of the suite's folder is read: .*rows\.jsonl$/),
  );
});

it('refuses what could not be scored at all', async () => {
  const unscorable = { ...suite, cases: [{ id: 'b', input: 'B?' }] };
  await expect(planned({ suite: { inline: unscorable } })).rejects.toMatchObject({ code: 'suite-invalid' });
});
