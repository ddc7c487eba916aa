/** One thing that is damaged takes nothing down with it, and is told: what is left out, where, and what to do. */
import { execFile } from 'node:child_process';
import {
  appendFile,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoctorReport } from '../src/contract/finding.ts';
import type { Run } from '../src/contract/run.ts';
import { keptRun, type KeptRun } from './made-up/kept-run.ts';
import { smallDisk } from './made-up/small-disk.ts';
import { typeCommand, type Ended } from './made-up/type-command.ts';

const bin = join(import.meta.dirname, '../bin/assay.js');
let dataDir: string;
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'assay-damaged-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const env = () => ({ PATH: process.env['PATH'], ASSAY_DATA_DIR: dataDir, NO_COLOR: '1' });
const assay = (...args: string[]): Promise<Ended> => typeCommand(args, { cwd: dataDir, env: env() });

const listed = async (): Promise<{
  runs: Run[];
  left_out?: { run_id: string; reason: string }[];
  code: number;
}> => {
  const { code, out } = await assay('list', '--json');
  return { ...(JSON.parse(out) as { runs: Run[] }), code };
};

const doctor = async (...args: string[]): Promise<DoctorReport & { code: number }> => {
  const { code, out } = await assay('doctor', '--json', ...args);
  return { ...(JSON.parse(out) as DoctorReport), code };
};

const plan = async ({ planPath }: KeptRun) =>
  JSON.parse(await readFile(planPath, 'utf8')) as Record<string, unknown>;

/** Spoils one run; what `list` must say of it. */
const spoilt: [what: string, spoil: (run: KeptRun) => Promise<unknown>, reason: RegExp][] = [
  ['a plan that was torn', ({ planPath }) => truncate(planPath, 200), /plan\.json/],
  ['an empty plan', ({ planPath }) => truncate(planPath, 0), /plan\.json/],
  ['a plan that is gone', ({ planPath }) => rm(planPath), /there is no .*plan\.json/],
  ['a plan that is a list', ({ planPath }) => writeFile(planPath, '[]'), /not the plan of this run/],
  [
    'a plan without a suite',
    async (run) => writeFile(run.planPath, JSON.stringify({ ...(await plan(run)), suite: 5 })),
    /no suite/,
  ],
  [
    'a plan of a newer version',
    async (run) => writeFile(run.planPath, JSON.stringify({ ...(await plan(run)), schema: 'assay.plan/2' })),
    /another version of Assay/,
  ],
  [
    'the plan of another run',
    async (run) =>
      writeFile(
        run.planPath,
        (await readFile(run.planPath, 'utf8')).replaceAll(run.runId, '01900000-0000-7000-8000-000000000000'),
      ),
    /not the plan of this run/,
  ],
  [
    'a plan that leads elsewhere',
    async ({ planPath }) => {
      await rename(planPath, `${dataDir}/elsewhere.json`);
      await symlink(`${dataDir}/elsewhere.json`, planPath);
    },
    /symbolic link/,
  ],
  [
    'a journal that leads elsewhere',
    async ({ journalPath }) => {
      await rename(journalPath, `${dataDir}/elsewhere.jsonl`);
      await symlink(`${dataDir}/elsewhere.jsonl`, journalPath);
    },
    /symbolic link/,
  ],
  [
    'a journal that is a pipe',
    async ({ journalPath }) => {
      await rm(journalPath);
      await promisify(execFile)('mkfifo', [journalPath]);
    },
    /journal\.jsonl is a pipe/,
  ],
];

describe('a run that cannot be read', () => {
  it('is named with the reason and left out, all else works, and the doctor knows what to do', async () => {
    const good = await keptRun(dataDir);
    const bad: { runId: string; reason: RegExp; what: string }[] = [];
    for (const [what, spoil, reason] of spoilt) {
      const run = await keptRun(dataDir);
      await spoil(run);
      bad.push({ runId: run.runId, reason, what });
    }
    const { runs, left_out: leftOut = [], code } = await listed();
    expect([code, runs.map(({ run_id }) => run_id)]).toEqual([5, [good.runId]]);
    const sick = await doctor();
    expect([sick.code, sick.findings.length]).toEqual([6, bad.length]);
    for (const { runId, reason, what } of bad) {
      expect(leftOut.find(({ run_id }) => run_id === runId)?.reason, what).toMatch(reason);
      const finding = sick.findings.find(({ run_id }) => run_id === runId);
      expect(finding, what).toMatchObject({ level: 'error', can_repair: true });
      expect(finding?.what, what).toMatch(reason);
    }
    const shown = await assay('show', good.runId);
    expect(shown.code).toBe(0);
    for (const { runId } of bad)
      expect(shown.err).toMatch(new RegExp(`Run ${runId.slice(0, 13)} is left out: .*assay doctor`));
    const repaired = await doctor('--repair');
    expect([repaired.code, repaired.findings, repaired.repaired.length]).toEqual([0, [], bad.length]);
    expect(await readdir(join(dataDir, 'damaged'))).toHaveLength(bad.length);
    expect((await listed()).code).toBe(0);
  });

  it('is named again when the database has lost it, and rebuild says that it could not', async () => {
    const good = await keptRun(dataDir);
    const bad = await keptRun(dataDir);
    expect((await listed()).code).toBe(0);
    await truncate(bad.planPath, 100);
    await rm(join(dataDir, 'clickhouse'), { recursive: true });
    const { code, out, err } = await assay('rebuild');
    expect([code, out]).toEqual([5, expect.stringContaining('1 run could not be rebuilt')]);
    expect(err).toContain('The database lacks 2 runs that it had');
    expect((await listed()).runs.map(({ run_id }) => run_id)).toEqual([good.runId]);
  });
});

describe('a journal that is damaged', () => {
  it('gives all other lines; what is lost is counted, the run is partial, and the doctor says so', async () => {
    const run = await keptRun(dataDir, { cases: 40 });
    const bytes = await readFile(run.journalPath);
    // as a disk does that has lost a stretch
    await writeFile(run.journalPath, bytes.fill(0, Math.floor(bytes.length / 2), bytes.length - 1200));
    const { err } = await assay('list');
    const [found] = (await listed()).runs;
    const { lost = 0, damaged } = found?.left_out ?? {};
    expect([found?.status, damaged]).toEqual(['partial', 1]);
    expect(lost).toBeGreaterThan(10);
    expect(err).toMatch(
      new RegExp(`${lost} samples lost from its journal, 1 unreadable line in its journal`),
    );
    const { out } = await assay('show');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(`left out: ${lost} samples lost`);
    const { findings, code } = await doctor();
    expect(code).toBe(6);
    expect(findings.map(({ what }) => what)).toEqual([
      '1 line cannot be read',
      `${lost} samples of 40 are lost`,
    ]);
  });

  it('with lines that are JSON and no attempts has every sample all the same', async () => {
    const run = await keptRun(dataDir);
    await appendFile(run.journalPath, 'null\n{"a":1}\n');
    const { runs, code } = await listed();
    expect([code, runs[0]?.status, runs[0]?.left_out]).toEqual([0, 'done', { damaged: 2 }]);
    expect((await doctor()).code).toBe(0);
  });

  it.each([
    ['a case', { caseId: 'nowhere' }],
    ['a target', { targetId: 'nobody' }],
    ['a repeat', { repeat: 4_000_000_000 }],
  ])('with an attempt at %s that the suite does not have puts it aside', async (_, elsewhere) => {
    const run = await keptRun(dataDir, {
      change: (attempt, i) => (i === 3 ? { ...attempt, ...elsewhere } : attempt),
    });
    const { runs } = await listed();
    expect(runs[0]).toMatchObject({ status: 'partial', left_out: { quarantined: 1, lost: 1 } });
    expect(await readFile(join(run.path, 'quarantine.jsonl'), 'utf8')).toContain(
      'no such place in the suite',
    );
    expect((await doctor()).findings.map(({ where }) => where)).toContain(join(run.path, 'quarantine.jsonl'));
  });

  it('that was cut off in its last line is as after any crash', async () => {
    const run = await keptRun(dataDir);
    await appendFile(run.journalPath, '{"runId":"half a li');
    const { runs } = await listed();
    expect([runs[0]?.status, runs[0]?.left_out]).toEqual(['done', undefined]);
  });
});

it('scores given later that cannot be read are told by the doctor; a line that was cut off is as after any crash', async () => {
  const run = await keptRun(dataDir);
  const scores = join(run.path, 'scores.jsonl');
  await writeFile(scores, '{"sample_id":"half a li');
  expect((await doctor()).findings).toEqual([]);
  await writeFile(scores, '\n\0\0\0\n{"x":1}\nnull\n');
  const { findings, code } = await doctor();
  expect([code, findings]).toMatchObject([6, [{ where: `${scores}:2`, what: '3 lines cannot be read' }]]);
  expect((await listed()).code).toBe(0);
});

it('rows that the database refuses are put aside, counted and shown; all others are stored', async () => {
  const run = await keptRun(dataDir, {
    // as a clock does that was set to its beginning
    change: (attempt, i) => (i === 2 ? { ...attempt, startedAtMs: 1000 } : attempt),
  });
  const { runs } = await listed();
  expect(runs[0]).toMatchObject({ status: 'partial', left_out: { quarantined: 1 } });
  const { out } = await assay('show');
  expect(out.replaceAll(/\s+/g, ' ')).toContain('left out: 1 row in quarantine');
  expect((await assay('list')).out).toContain('partial, some left out');
  expect(await readFile(join(run.path, 'quarantine.jsonl'), 'utf8')).toContain('older than the 400 days');
  const exported = (await assay('export')).out
    .split('\n')
    .filter((line) => line.includes('"record":"sample"'));
  expect(exported).toHaveLength(5);
});

it('a run all of whose rows are refused is stored, and says so', async () => {
  await keptRun(dataDir, { cases: 1, change: (attempt) => ({ ...attempt, startedAtMs: 1000 }) });
  expect((await listed()).runs[0]).toMatchObject({ status: 'partial', left_out: { quarantined: 1 } });
});

it('half characters in ids, answers, models and messages are stored as U+FFFD', async () => {
  await keptRun(dataDir, {
    ids: ['a\ud83d', `${'x'.repeat(299)}😀 tail`],
    change: (attempt) => ({
      ...attempt,
      responseModel: 'm\ude00',
      failure: { class: 'http_5xx', message: 'm\ud83d', httpStatus: 500, retryAfterMs: null },
    }),
  });
  const { runs, code } = await listed();
  expect([code, runs[0]?.status, runs[0]?.left_out]).toEqual([0, 'done', undefined]);
  expect((await assay('show', '--cases')).out).toContain('a\ufffd');
});

describe('a database', () => {
  it('that was deleted is made anew from the journals, and that is said', async () => {
    const run = await keptRun(dataDir);
    const before = (await listed()).runs;
    await rm(join(dataDir, 'clickhouse'), { recursive: true });
    const { out, err } = await assay('list');
    expect(err).toContain('The database lacks 1 run that it had: reading the journals again.');
    expect(out).toContain(run.runId.slice(0, 13));
    expect((await listed()).runs).toEqual(before);
  });

  it('that cannot be opened is told, and the doctor makes a new one', async () => {
    const run = await keptRun(dataDir);
    await listed();
    const store = join(dataDir, 'clickhouse', 'store');
    for (const entry of await readdir(store, { recursive: true, withFileTypes: true }))
      if (entry.isFile() && entry.name.endsWith('.sql')) await truncate(join(entry.parentPath, entry.name));
    // what it answered before needs no database, all else does
    expect((await assay('list')).code).toBe(0);
    const { code, err } = await assay('show', '--cases');
    expect([code, err]).toEqual([6, expect.stringContaining('assay doctor --repair')]);
    expect(await doctor()).toMatchObject({
      code: 6,
      findings: [{ where: join(dataDir, 'clickhouse'), can_repair: true }],
    });
    expect(await doctor('--repair')).toMatchObject({ code: 0, findings: [] });
    expect((await listed()).runs.map(({ run_id }) => run_id)).toEqual([run.runId]);
  });

  it('that has lost parts reads the journals again, and says so', async () => {
    await keptRun(dataDir);
    await listed();
    const store = join(dataDir, 'clickhouse', 'store');
    for (const entry of await readdir(store, { recursive: true, withFileTypes: true }))
      if (/^\d{6}_/.test(entry.name))
        await writeFile(join(entry.parentPath, entry.name, 'data.bin'), 'broken');
    const { err } = await assay('show', '--cases');
    expect(err).toMatch(/The database has lost \d parts that cannot be read/);
    const again = await assay('show', '--json');
    expect(again.err).toBe('');
    expect(JSON.parse(again.out)).toMatchObject({ targets: [{ n: 6 }] });
  });

  it('is opened by two first commands at once', async () => {
    await keptRun(dataDir);
    const inOwnProcess = () => promisify(execFile)(process.execPath, [bin, 'list', '--json'], { env: env() });
    // one that ends with another code than 0 rejects
    const both = await Promise.all([inOwnProcess(), inOwnProcess()]);
    for (const { stdout } of both) expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'done' }] });
  });
});

const disk = smallDisk(64_000);
afterAll(() => disk?.remove());
it.skipIf(!disk)('a data directory on read-only media can be read', async () => {
  const { path, readOnly } = disk as NonNullable<typeof disk>;
  const own = dataDir;
  dataDir = join(path, 'data');
  try {
    const stored = await keptRun(dataDir);
    await listed();
    const unstored = await keptRun(dataDir);
    readOnly();
    const { runs, code } = await listed();
    expect([code, new Set(runs.map(({ run_id }) => run_id))]).toEqual([
      0,
      new Set([stored.runId, unstored.runId]),
    ]);
    const shown = await assay('show', stored.runId);
    expect([shown.code, shown.err]).toEqual([
      0,
      expect.stringContaining('cannot be written: reading a copy'),
    ]);
    expect((await assay('report', stored.runId, '--format', 'md')).code).toBe(0);
    const refused = await assay('score', stored.runId, '--scorer', 'contains');
    expect([refused.code, refused.err]).toEqual([6, expect.stringContaining('cannot open the ledger')]);
  } finally {
    // nothing can be removed from it
    dataDir = own;
  }
});
