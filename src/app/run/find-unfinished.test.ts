import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../../test/made-up/made-up-attempt.ts';
import { madeUpRun } from '../../../test/made-up/made-up-run.ts';
import { loadYaml } from '../../../test/suite-folder.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { RaceSettings } from '../../contract/race.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { openJournal } from '../../journal/journal.ts';
import { runDirectory, saveRunFile } from '../../journal/run-directory.ts';
import { enterRun } from '../data/runs-here.ts';
import { findRun, findUnfinished } from './find-unfinished.ts';

const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as const;
const text =
  'name: n\ntargets: [x/a, x/b]\nscorers: [exact]\ncases: [{input: A, expected: a}, {input: B, expected: b}]\n';
const race: RaceSettings = { kind: 'best', k: 1, delta: 0, alpha: 0.05, scope: 'work', baseline_id: null };
const asked = { retryErrors: false, race: null };

let dataDir: string;
let suite: Suite;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-unfinished-'));
  suite = await loadYaml(text);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

interface About {
  run?: Partial<Run>;
  of?: Suite;
  /** How each of the first calls of the first target ended; `null`: it did not. */
  made?: (Outcome | null)[];
  race?: RaceSettings;
}

async function keep(runId: string, { run = {}, of = suite, made = ['ok'], ...more }: About = {}) {
  const directory = runDirectory(dataDir, runId);
  const header = {
    ...madeUpRun({ runId, targets: 2, cases: 2, startedAtMs: 1 }),
    suite_name: of.name,
    suite_hash: of.hash,
    seed: of.seed,
    status: 'partial' as const,
    targets: of.targets.map(({ id, label }) => ({ id, label })) as Run['targets'],
    ...run,
  };
  await saveRunFile(directory, { schema: 'assay.plan/1', pid: 1, run: header, suite: of, ...more });
  const journal = await openJournal(directory.journalPath);
  for (const [i, outcome] of made.entries())
    await journal.append(
      madeUpAttempt({
        runId,
        targetId: of.targets[0]?.id ?? '',
        caseId: of.cases[i]?.id ?? '',
        isFinal: outcome !== null,
        outcome: outcome ?? 'error',
      }),
    );
  await journal.close();
  return directory;
}
const find = (more: object = {}) => findUnfinished(dataDir, suite, { ...asked, ...more });
const lock = (runId: string) => stat(join(runDirectory(dataDir, runId).path, 'lock'));

describe('a run that lacks something', () => {
  it('is found, locked until it is let go of, with what is missing', async () => {
    await keep(ids[0]);
    const { unfinished, note } = await find();
    expect(unfinished).toMatchObject({ kept: 1, failed: 0, missing: 3 });
    expect(unfinished?.before.run.run_id).toBe(ids[0]);
    expect(note).toMatch(/^Resuming run [\w-]+: 1 of 4 samples are kept, 3 are asked for now\. --fresh/);
    await lock(ids[0]);
    await unfinished?.release();
    await expect(lock(ids[0])).rejects.toThrow('ENOENT');
  });

  it('is the newest of the same suite and seed', async () => {
    await keep(ids[0]);
    await keep(ids[1]);
    expect((await find()).unfinished?.before.run.run_id).toBe(ids[1]);
    for (const differs of [{ seed: 99 }, { name: 'of another name' }]) {
      const other = await findUnfinished(dataDir, { ...suite, ...differs }, asked);
      expect(other.unfinished).toBeNull();
    }
  });

  it('is the one that is named, whatever else there is', async () => {
    await keep(ids[0]);
    await keep(ids[1]);
    expect((await find({ runId: ids[0] })).unfinished?.before.run.run_id).toBe(ids[0]);
  });

  it.each<[string, (Outcome | null)[], boolean, number]>([
    ['what failed for good is kept', ['error'], false, 3],
    ['and asked again where that is wanted', ['error'], true, 4],
    ['what was never completed is asked again', [null], false, 4],
    ['so is what was given up', ['cancelled'], false, 4],
  ])('%s', async (_, made, retryErrors, missing) => {
    await keep(ids[0], { made });
    const { unfinished } = await find({ retryErrors });
    expect(unfinished?.missing).toBe(missing);
    await unfinished?.release();
  });
});

describe('nothing is resumed, and nothing left locked', () => {
  const allOk: (Outcome | null)[] = ['ok', 'ok'];

  it.each<[string, About]>([
    ['where another process is at it', { run: { status: 'running' } }],
    ['of a load', { run: { load: { shape: 'ramp', options: {}, phases: [] } } }],
    ['of a race, unless a race is asked for', { race }],
  ])('%s', async (_, about) => {
    const here = enterRun(ids[0]);
    await keep(ids[0], about);
    expect((await find()).unfinished).toBeNull();
    await expect(lock(ids[0])).rejects.toThrow('ENOENT');
    here.leave();
  });

  it('where the suite shares no target with it', async () => {
    await keep(ids[0]);
    const others = {
      ...suite,
      targets: suite.targets.map((target) => ({ ...target, id: `${target.id} new` })),
    };
    expect(await findUnfinished(dataDir, others, asked)).toEqual({ unfinished: null, note: null });
  });

  it('where it has all', async () => {
    const [target] = suite.targets;
    const one = { ...suite, targets: target ? [target] : [] };
    await keep(ids[0], { of: one, made: allOk });
    expect(await findUnfinished(dataDir, one, asked)).toEqual({ unfinished: null, note: null });
    await expect(lock(ids[0])).rejects.toThrow('ENOENT');
  });

  it('where it has all but answers, of which it tells', async () => {
    const [target] = suite.targets;
    const one = { ...suite, targets: target ? [target] : [] };
    await keep(ids[0], { of: one, made: ['ok', 'error'] });
    const found = await findUnfinished(dataDir, one, asked);
    expect(found.unfinished).toBeNull();
    expect(found.note).toMatch(
      /^This is a new run\. Run [\w-]+ .* complete but for 1 call without an answer/,
    );
  });

  it('where the suite has changed, of which it tells', async () => {
    await keep(ids[0], { of: await loadYaml(text.replace('input: B', 'input: C')) });
    const { unfinished, note } = await find();
    expect(unfinished).toBeNull();
    expect(note).toMatch(
      /^The suite has changed since run [\w-]+, which is not complete: this is a new run\.$/,
    );
  });

  it('where it is locked by a process that lives', async () => {
    const { path } = await keep(ids[0]);
    await writeFile(join(path, 'lock'), String(process.ppid));
    expect((await find()).unfinished).toBeNull();
    expect(await readFile(join(path, 'lock'), 'utf8')).toBe(String(process.ppid));
  });
});

it('resumes a race by the same race alone', async () => {
  await keep(ids[0], { race });
  expect((await find({ race: { ...race, alpha: 0.01 } })).unfinished).toBeNull();
  const { unfinished, note } = await find({ race });
  expect(unfinished?.before.race).toEqual(race);
  expect(note).toContain('left, asked as far as the race needs them');
});

it('passes over a run that cannot be read', async () => {
  await keep(ids[0]);
  await keep(ids[1]);
  await writeFile(join(runDirectory(dataDir, ids[1]).path, 'plan.json'), '{');
  expect((await find()).unfinished?.before.run.run_id).toBe(ids[0]);
});

describe('findRun', () => {
  it('finds the run whose id begins so, and its race', async () => {
    await keep(ids[0], { race });
    await keep(ids[1]);
    expect(await findRun(dataDir, ids[0])).toEqual({ runId: ids[0], race });
    expect(await findRun(dataDir, `run ${ids[1]}`)).toEqual({ runId: ids[1], race: null });
    expect(await findRun(dataDir, 'latest')).toEqual({ runId: ids[1], race: null });
  });

  it.each([
    ['01900000', '2 runs begin with'],
    ['ffffffff', 'there is no run "ffffffff"'],
    ['', 'there is no run ""'],
  ])('refuses "%s"', async (named, message) => {
    await keep(ids[0]);
    await keep(ids[1]);
    await expect(findRun(dataDir, named)).rejects.toMatchObject({
      code: 'run-not-found',
      message: expect.stringContaining(message),
    });
  });

  it('refuses a load', async () => {
    await keep(ids[0], { run: { load: { shape: 'ramp', options: {}, phases: [] } } });
    await expect(findRun(dataDir, ids[0])).rejects.toMatchObject({ code: 'usage' });
  });
});
