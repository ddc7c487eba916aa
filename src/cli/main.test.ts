/** The command as a user types it, on simulated models: what a process does in one of its own, all else in this one. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../contract/analysis.ts';
import type { RunEvent } from '../contract/events.ts';
import { typeCommand, type Ended } from '../../test/made-up/type-command.ts';
import { serveSimulator } from '../simulator/serve.ts';
import type { SimulatorHandle } from '../simulator/simulator-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
const bin = join(import.meta.dirname, '../../bin/assay.js');
const cases = Array.from({ length: 6 }, (_, index) => ({
  id: `c${index}`,
  input: `Q${index}?`,
  expected: `A${index}`,
}));
let simulator: SimulatorHandle;

/** Keys of the machine must not matter. */
const env = { PATH: process.env['PATH'], ASSAY_DATA_DIR: join(folder, 'data') };

const assay = (...args: string[]): Promise<Ended> => typeCommand(args, { cwd: folder, env });

function inOwnProcess(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

beforeAll(async () => {
  simulator = await serveSimulator({
    noDelay: true,
    knowledge: cases.map((entry) => ({
      prompt: entry.input,
      expected: entry.expected,
      category: '',
      style: 'bare',
    })),
  });
  const suite = {
    name: 'small',
    targets: ['sim/zibbel-nano', 'sim/quorrel-grand'],
    scorers: ['exact'],
    cases,
  };
  writeFileSync(join(folder, 'suite.json'), JSON.stringify(suite));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('assay', () => {
  it('shows its help without a command', async () => {
    const { code, out } = await inOwnProcess();
    expect(code).toBe(0);
    expect(out).toContain('Exit codes:');
  });
  it('ends with named codes, and says errors as JSON when asked', async () => {
    expect((await assay('show', '--what')).code).toBe(2);
    const unknown = await assay('shwo', '--help');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('Did you mean show?');
    expect((await assay('plan', 'none.yaml')).code).toBe(3);
    const { code, out } = await inOwnProcess('plan', 'none.yaml', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ schema: 'assay.error/1', error: { code: 'suite-not-found' } });
  });
  it('says what is missing when a simulated model is asked without a simulator', async () => {
    const none = await assay('run', 'suite.json', '--no-serve');
    expect(none.err).toMatch(/no simulator is set\n.*assay sim.*--sim URL/);
    const wrong = await assay('run', 'suite.json', '--no-serve', '--sim', 'here');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('no URL: "here"');
  });
  it('points into a suite that is wrong', async () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'name: x\ncasess: []\n');
    const { code, err } = await assay('plan', 'wrong.yaml');
    expect(code).toBe(3);
    expect(err).toContain('wrong.yaml:2:1');
    expect(err).toMatch(/2 │ casess: \[\]\n +│ \^/);
  });
  it('writes a suite that plans, and no second time', async () => {
    expect((await assay('init', 'mine.yaml')).code).toBe(0);
    const { code, out } = await assay('plan', 'mine.yaml', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ schema: 'assay.estimate/1', total: { calls: 8 } });
    expect((await assay('init', 'mine.yaml')).code).toBe(2);
  });
  it('sends nothing without a key', async () => {
    const { code, err } = await assay('run', 'suite.json', '-t', 'openai/gpt-5-mini');
    expect(code).toBe(4);
    expect(err).toContain('OPENAI_API_KEY');
  });
});

describe('assay providers and assay check', () => {
  it('say what is set up, and try it', async () => {
    const listed = JSON.parse((await assay('providers', '--json')).out) as { providers: { id: string }[] };
    expect(listed.providers.map(({ id }) => id)).toContain('bedrock');
    const args = ['check', 'suite.json', '--sim', simulator.url, '--json'];
    const tried = await assay(...args);
    expect(tried.code).toBe(0);
    expect(JSON.parse(tried.out)).toMatchObject({
      schema: 'assay.check/1',
      ok: true,
      targets: [{ abilities: { answers: 'yes', usage: 'yes' }, calls: 3, problem: null }, { calls: 3 }],
    });
    const failed = await assay(...args, '-t', 'openai/gpt-5-mini');
    expect(failed.code).toBe(4);
    expect(JSON.parse(failed.out)).toMatchObject({ ok: false, cost_usd: null });
  });
});

describe('assay run', () => {
  it('runs, keeps and shows the same numbers', async () => {
    expect((await assay('list')).out).toContain('No runs yet');
    expect((await assay('list', '--status', 'failed')).out).toContain('No run matches these filters.');
    expect((await assay('show')).code).toBe(7);
    const ran = await assay('run', 'suite.json', '--sim', simulator.url, '--port', '0', '--json');
    expect(ran.code).toBe(0);
    const summary = JSON.parse(ran.out) as RunSummary;
    expect(summary).toMatchObject({
      schema: 'assay.run/1',
      done: 12,
      run: { status: 'done', suite_name: 'small' },
    });
    expect(summary.targets.map((target) => target.n_scored)).toEqual([6, 6]);
    expect(summary.targets[0]?.cost.total_usd).toBeGreaterThan(0);

    const shown = JSON.parse((await assay('show', '--json')).out) as RunSummary;
    expect(shown.targets.map((target) => target.correct)).toEqual(
      summary.targets.map((target) => target.correct),
    );
    expect(shown.targets.map((target) => target.cost)).toEqual(summary.targets.map((target) => target.cost));
    expect((await assay('show', '--cases')).out).toMatch(/^c5 .*Q5\?$/m);
    expect((await assay('show', '--case', 'c5')).out).toMatch(/^case c5\nuser\n {2}Q5\?\nexpected\n/);
    const one = JSON.parse((await assay('show', '--case', 'c5', '--json')).out);
    expect(one).toMatchObject({ schema: 'assay.case/1', case_id: 'c5' });
    expect(one.samples).toHaveLength(2);
    const none = await assay('show', '--case', 'c99');
    expect(none.code).toBe(2);
    expect(none.err).toContain('--cases');
    expect(JSON.parse((await assay('list', '--json')).out).runs).toHaveLength(1);
  });
  it('tells every event as it happens', async () => {
    const args = ['run', 'suite.json', '--sim', simulator.url, '--no-serve', '--events', '--limit', '3'];
    const { code, out } = await assay(...args, '-t', 'sim/zibbel-nano');
    expect(code).toBe(0);
    const types = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as RunEvent).type);
    const seldom = new Set(['attempt-retry', 'lane-change']);
    expect(types.filter((type) => !seldom.has(type))).toEqual([
      'run-start',
      'sample-end',
      'sample-end',
      'sample-end',
      'run-end',
    ]);
  });
  it('joins the process that holds the data directory', async () => {
    const server = spawn(process.execPath, [bin, 'serve', '--port', '0', '--json'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    try {
      expect(JSON.parse((await assay('serve', '--json')).out)).toMatchObject({ url, already_running: true });
      const ran = await assay('run', 'suite.json', '--sim', simulator.url, '--json');
      expect(ran.code).toBe(0);
      const { run } = JSON.parse(ran.out) as RunSummary;
      const shown = JSON.parse((await assay('show', '--json')).out) as RunSummary;
      expect(shown.run).toMatchObject({ run_id: run.run_id, status: 'done' });
      expect(shown.done).toBe(12);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await once(server, 'exit')).toEqual([0, null]);
  });
});
