/** The commands that decide, on a data directory with a stored run; no process, no network. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandContext } from '../../test/made-up/command-context.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { openStore } from '../store/open-store.ts';
import type { CommandContext } from './command.ts';
import { runCommand } from '../../test/made-up/run-command.ts';
import type { Given } from './options.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-decide-'));
const dataDir = join(folder, 'data');
const made = madeUp({ runId: '01900000-0000-7000-8000-00000000dec1', targets: 3, cases: 120 });
// made-up calls of unknown cost are left to other tests
for (const sample of made.batch.samples) sample.cost_nanousd ??= 1e6;

beforeAll(async () => {
  const store = await openStore({ dataDir });
  await store.putRun(made.run, made.cases);
  await store.insert(made.batch);
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function call(
  name: string,
  args: string[],
  options: Record<string, Given>,
  change: Partial<CommandContext> = {},
) {
  const { context, out, notes } = commandContext(dataDir, { cwd: folder, ...change });
  const exit = await runCommand(name, args, options, context);
  return { exit, out: out(), notes: notes() };
}

describe('recommend', () => {
  it('prints the paragraph with its evidence, or the document', async () => {
    const { exit, out } = await call('recommend', [], { margin: '50%', maxErrors: '100%' });
    expect(exit).toBe('ok');
    expect(out).toContain('scope: generalizes to similar work');
    const json = await call('recommend', [made.run.run_id], { scope: 'suite' }, { json: true });
    expect(JSON.parse(json.out)).toMatchObject({
      schema: 'assay.recommendation/1',
      requirements: { scope: 'suite', baseline_is_best: true },
    });
  });
  it('says what is wrong with an option, and which runs there are', async () => {
    await expect(call('recommend', [], { margin: 'lots' })).rejects.toThrow('"lots"');
    await expect(call('recommend', ['ffffffff'], {})).rejects.toMatchObject({ code: 'run-not-found' });
  });
});

describe('route', () => {
  it.each(['policy', 'litellm', 'ai-sdk'])('exports %s', async (form) => {
    const { out } = await call('route', [], { export: form });
    expect(out).toContain({ policy: 'assay.policy/1', litellm: 'model_list:', 'ai-sdk': 'assayRoute' }[form]);
  });
  it('tells the figures, and refuses another form', async () => {
    expect((await call('route', [], {})).out).toContain('oracle');
    await expect(call('route', [], { export: 'x' })).rejects.toThrow('"x"');
  });
  it('goes by a check that there is, and says what it lacks', async () => {
    const name = Object.keys(made.batch.samples[0]?.scores ?? {})[0] ?? '';
    expect((await call('route', [], { check: [name] })).exit).toBe('ok');
    await expect(call('route', [], { check: ['nope'] })).rejects.toThrow('"nope"');
    await expect(call('route', [], { agreement: true })).rejects.toThrow('more than once');
  });
});

describe('gate', () => {
  it('passes with 0, else ends with its own code, and writes for others', async () => {
    expect((await call('gate', [], { require: ['settled >= 1'] })).exit).toBe('ok');
    const summary = join(folder, 'summary.md');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const options = { require: ['settled < 1'], junit: 'gate.xml' };
    const { exit, notes } = await call('gate', [], options, { env });
    expect(exit).toBe('gate');
    expect(notes).toContain('::error title=settled < 1::');
    expect(readFileSync(summary, 'utf8')).toContain('### Assay gate not passed: 3 of 3 checks');
    expect(readFileSync(join(folder, 'gate.xml'), 'utf8')).toContain('failures="1"');
  });
  it('says which target failed and at what, and can be about one alone', async () => {
    const [first, second] = made.run.targets.map(({ label }) => label);
    const { out } = await call('gate', [], { require: ['settled < 1', 'settled >= 1'] });
    expect(out).toContain(`${first}  1 of 2 checks not passed`);
    const one = await call('gate', [], { require: ['settled < 1'], target: [second ?? ''] }, { json: true });
    expect(JSON.parse(one.out)).toMatchObject({ passed: false, checks: [{ target: second }] });
    await expect(call('gate', [], { require: ['settled >= 1'], target: ['nope'] })).rejects.toThrow('"nope"');
  });
  it('compares with a baseline, and with nothing it has nothing to do', async () => {
    const baseline = made.run.targets[0]?.label ?? '';
    const { out } = await call('gate', [], { notWorse: '99%', baseline });
    expect(out).toContain(`against ${baseline}`);
    await expect(call('gate', [], {})).rejects.toThrow('nothing to check');
  });
});

describe('report', () => {
  it.each([
    ['r.html', '<!doctype html>'],
    ['r.md', '## '],
    ['r.csv', 'run_id,'],
    ['r.xml', '<testsuites'],
    ['r.json', 'assay.report/1'],
  ])('writes %s, the same twice', async (file, beginning) => {
    const write = async () => {
      await call('report', [], { output: file });
      return readFileSync(join(folder, file), 'utf8');
    };
    const text = await write();
    expect(text).toContain(beginning);
    expect(await write()).toBe(text);
  });
  it('goes to the terminal without a file, and says what is missing for a PDF', async () => {
    expect((await call('report', [], {})).out).toContain('Pairwise');
    expect((await call('report', [], { since: '2000-01-01', format: 'csv' })).out).toContain('run_id,');
    await expect(
      call('report', [], { output: 'r.pdf' }, { env: { ASSAY_BROWSER: '/nowhere' } }),
    ).rejects.toThrow('none was found');
    await expect(call('report', [], { output: 'r.docx' })).rejects.toThrow('"docx"');
    await expect(call('report', [], { since: 'then' })).rejects.toThrow('"then"');
    expect(existsSync(join(folder, 'r.pdf'))).toBe(false);
  });
});
