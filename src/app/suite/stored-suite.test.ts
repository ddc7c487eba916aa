import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import { loadYaml } from '../../../test/suite-folder.ts';
import { runDirectory, saveRunFile } from '../../journal/run-directory.ts';
import { readStoredSuite } from './stored-suite.ts';
import type { SuitePlace } from './suite-place.ts';

const ids = ['01900000-0000-7000-8000-000000000001', '01900001-0000-7000-8000-000000000002'] as const;
const text = (name: string, input: string) =>
  `name: ${name}\ntargets: [x/a]\nscorers: [exact]\ncases: [{input: ${input}, expected: a}, {input: B, expected: b}]\n`;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-stored-suite-'));
  for (const [i, runId] of ids.entries()) {
    const suite = await loadYaml(text('n', i === 0 ? 'old' : 'new'));
    const run = {
      ...madeUpRun({ runId, targets: 1, cases: 2, startedAtMs: 1 }),
      suite_name: suite.name,
      suite_hash: suite.hash,
    };
    run.provenance.suite_path = `/suites/${i}.yaml`;
    await saveRunFile(runDirectory(dataDir, runId), { schema: 'assay.plan/1', pid: 1, run, suite });
  }
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const read = (named: string, changes = {}) =>
  readStoredSuite(named, changes, { dataDir, cwd: dataDir, env: {} } as unknown as SuitePlace);
const firstOf = async (named: string) => (await read(named)).suite.cases[0]?.variables['input'];

describe('the suite of an earlier run', () => {
  it('is found by its name: that of the newest run', async () => {
    expect(await firstOf('n')).toBe('new');
    expect((await read('n')).path).toBe('/suites/1.yaml');
  });

  it('is found by the id of a run or its beginning, and by its hash', async () => {
    expect(await firstOf(ids[0])).toBe('old');
    expect(await firstOf('01900000')).toBe('old');
    const { hash } = (await loadYaml(text('n', 'old'))) as { hash: string };
    expect(await firstOf(hash)).toBe('old');
    expect(await firstOf(hash.slice(0, 8))).toBe('old');
  });

  it('has the changes that are asked for', async () => {
    const { suite } = await read('n', { limit: 1, repeats: 4 });
    expect([suite.cases.length, suite.repeats]).toEqual([1, 4]);
  });

  it('is that of an older run where the newest cannot be read', async () => {
    await writeFile(join(runDirectory(dataDir, ids[1]).path, 'plan.json'), '{');
    expect(await firstOf('n')).toBe('old');
  });

  it.each(['m', '', 'ffffffffffff'])('is not found by "%s"', async (named) => {
    await expect(read(named)).rejects.toMatchObject({
      code: 'suite-not-found',
      remedy: expect.stringContaining('assay list'),
    });
  });
});
