import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import { modelFacts } from './read-model-facts.ts';

const run = madeUpRun({ runId: 'r', targets: 2, cases: 1 });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-facts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function factsWith(snapshot: unknown) {
  await writeFile(join(folder, 'api.json'), JSON.stringify(snapshot));
  return modelFacts(run, folder, 'api.json');
}

it('has an entry for every target, with or without a snapshot', async () => {
  for (const facts of [await modelFacts(run, folder, undefined), await factsWith({})])
    expect([...facts.keys()]).toEqual(['target-0', 'target-1']);
});

it('takes what is known of each model, and leaves the rest unknown', async () => {
  const without = await modelFacts(run, folder, undefined);
  const facts = await factsWith({
    sim: { models: { 'model-0': { limit: { context: 4321 }, tool_call: true, later: 'fields' } } },
    other: { models: { 'model-1': { limit: { context: 7 } } } },
  });
  expect(JSON.stringify(facts.get('target-0'))).toContain('4321');
  expect(facts.get('target-1')).toEqual(without.get('target-1'));
});

it.each([
  ['is not there', null],
  ['is no JSON', 'no'],
  ['has no models', '{"sim": {"models": []}}'],
  ['has a context that is no number', '{"sim": {"models": {"model-0": {"limit": {"context": "much"}}}}}'],
])('refuses a snapshot that %s', async (_, text) => {
  if (text !== null) await writeFile(join(folder, 'bad.json'), text);
  await expect(modelFacts(run, folder, 'bad.json')).rejects.toMatchObject({
    code: 'usage',
    message: `${join(folder, 'bad.json')} is no snapshot of models.dev`,
    remedy: expect.stringContaining('models.dev/api.json'),
  });
});
