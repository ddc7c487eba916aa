import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { ScoredAnswer } from '../contract/score.ts';
import { appendScores, readScores } from './scores-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-scores-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let runs = 0;
const fresh = () => ({ path: join(folder, String(runs++), 'deep') });

const line = (sample_id: string, label: string, started_at_ms = 1): ScoredAnswer => ({
  sample_id,
  started_at_ms,
  quality: 1,
  correct: true,
  expected: { a: [1, 'ä\n'] },
  scores: [{ name: 's', value: 1, passed: true, label, explanation: null }],
});

it('gives the last word on each answer, and nothing on any other', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.string()), { minLength: 1 })),
      async (batches) => {
        const directory = fresh();
        const last = new Map<string, ScoredAnswer>();
        for (const batch of batches) {
          const lines = batch.map(([id, label]) => line(id, label));
          for (const said of lines) last.set(said.sample_id, said);
          await appendScores(directory, lines);
        }
        const later = await readScores(directory);
        for (const sample_id of ['a', 'b', 'c'])
          expect(later({ sample_id, started_at_ms: 1 })).toEqual(last.get(sample_id) ?? null);
      },
    ),
    { numRuns: 40 },
  ));

it('says nothing of a later answer of the same sample', async () => {
  const directory = fresh();
  await appendScores(directory, [line('a', 'first', 10)]);
  const later = await readScores(directory);
  expect(later({ sample_id: 'a', started_at_ms: 10 })).not.toBeNull();
  expect(later({ sample_id: 'a', started_at_ms: 11 })).toBeNull();
});

it('loses one line to a machine that stopped while writing it, and none that come after', async () => {
  const directory = fresh();
  await appendScores(directory, [line('a', 'x'), line('b', 'x')]);
  const path = join(directory.path, 'scores.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, -20));
  await appendScores(directory, [line('c', 'x')]);
  appendFileSync(path, '{"sample_id":');
  const later = await readScores(directory);
  const known = ['a', 'b', 'c'].map((sample_id) => later({ sample_id, started_at_ms: 1 })?.sample_id);
  expect(known).toEqual(['a', undefined, 'c']);
});

it('says what cannot be written', async () => {
  const { path } = fresh();
  writeFileSync(join(folder, 'file'), '');
  await expect(appendScores({ path: join(folder, 'file', 'x') }, [line('a', 'x')])).rejects.toMatchObject({
    code: 'journal-failed',
    remedy: expect.any(String) as string,
  });
  expect((await readScores({ path }))({ sample_id: 'a', started_at_ms: 1 })).toBeNull();
});
