import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRegistry } from './openai-registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-registry-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['evals', 'data/greet', 'evals/data']) mkdirSync(join(folder, name), { recursive: true });
for (const name of ['data/greet/s.jsonl', 'evals/own.jsonl', 'evals/data/in.jsonl'])
  writeFileSync(join(folder, name), '');
const file = join(folder, 'evals', 'greet.yaml');

const evaluation = (kind: string, samples_jsonl = 'own.jsonl', args: object = {}) => ({
  class: `evals.elsuite.basic.x:${kind}`,
  args: { samples_jsonl, ...args },
});
const registered = (document: unknown) => readRegistry(document, file);

describe('readRegistry', () => {
  it.each([
    ['Match', 'match'],
    ['Includes', 'includes'],
    ['FuzzyMatch', 'fuzzy-match'],
    ['JsonMatch', 'json-match'],
    ['JsonValidator', 'json-validator'],
  ])('class %s compares by %s', async (kind, match) => {
    expect(await registered({ 'a.v0': evaluation(kind) })).toMatchObject({ match, ignoresCase: false });
  });

  it.each([
    ['beside the registry', 'own.jsonl', 'evals/own.jsonl'],
    ['in a folder of data below it', 'in.jsonl', 'evals/data/in.jsonl'],
    ['in the folder of data next to it', 'greet/s.jsonl', 'data/greet/s.jsonl'],
  ])('finds samples %s', async (_, samples, path) => {
    expect((await registered({ 'a.v0': evaluation('Match', samples) }))?.samples).toBe(resolve(folder, path));
  });

  it('says where samples were searched that are nowhere', async () => {
    await expect(registered({ 'a.v0': evaluation('Match', 'gone.jsonl') })).rejects.toMatchObject({
      code: 'usage',
      message: 'the samples gone.jsonl were not found',
      remedy: expect.stringContaining(resolve(folder, 'data/gone.jsonl')),
    });
  });

  it('takes the first eval that it can compare, and lists the others and unknown arguments', async () => {
    const read = await registered({
      greet: { id: 'greet.v0', metrics: ['accuracy'] },
      'solve.v0': evaluation('Solver'),
      'greet.v0': evaluation('Includes', 'own.jsonl', { ignore_case: true, num_samples: 5 }),
      'greet.v1': evaluation('Match'),
    });
    expect(read).toMatchObject({ match: 'includes', ignoresCase: true });
    expect(read?.unsupported.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'eval solve.v0: its class evals.elsuite.basic.x:Solver does not compare texts or JSON',
      'eval greet.v1: a suite is made from one eval: pass its samples to --from',
      'argument num_samples of the eval: it has no equivalent',
    ]);
  });

  it('refuses a registry in which nothing can be compared', async () => {
    await expect(
      registered({ 'a.v0': evaluation('Solver'), 'b.v0': evaluation('toString') }),
    ).rejects.toMatchObject({
      message: `${file} has no eval that can be converted`,
      problems: [
        { message: expect.stringContaining('eval a.v0') },
        { message: expect.stringContaining('eval b.v0') },
      ],
    });
  });

  it.each([[null], ['text'], [[evaluation('Match')]], [{}], [{ a: { class: 'Match' } }], [{ a: 1 }]])(
    'is no registry: %j',
    async (document) => {
      expect(await registered(document)).toBeNull();
    },
  );
});
