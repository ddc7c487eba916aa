/** As a user types it: a run under a cap, resumed, answered from the cache, and read again after the database was lost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunSummary } from '../src/contract/analysis.ts';
import { serveSimulator } from '../src/simulator/serve.ts';
import { typeCommand } from './made-up/type-command.ts';
import type { SimulatorHandle } from '../src/simulator/simulator-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-go-on-'));
const dataDir = join(folder, 'data');
let simulator: SimulatorHandle;

const env = { PATH: process.env['PATH'], ASSAY_DATA_DIR: dataDir };
const assay = (...args: string[]) => typeCommand(args, { cwd: folder, env });

const run = async (...more: string[]) => {
  const { code, out, err } = await assay(
    'run',
    'suite.json',
    '--sim',
    simulator.url,
    '--no-serve',
    '--json',
    ...more,
  );
  return { code, err, summary: JSON.parse(out) as RunSummary };
};

function writeSuite(usd: number): void {
  const cases = Array.from({ length: 6 }, (_, i) => ({ id: `c${i}`, input: `Q${i}?` }));
  const targets = ['a', 'b'].map((name) => ({ model: `sim/${name}`, parameters: { maxOutputTokens: 10 } }));
  writeFileSync(
    join(folder, 'suite.json'),
    JSON.stringify({ name: 'again', targets, cases, budget: { usd } }),
  );
}

beforeAll(async () => {
  const profile = {
    ttft: { medianMs: 0, sigma: 0 },
    pace: { tokensPerSecond: 1e6 },
    accuracy: 1,
    verbosity: 5,
  };
  const price = { input: 1, output: 2 };
  simulator = await serveSimulator({
    noDelay: true,
    profiles: ['a', 'b'].map((name) => ({ ...profile, name, price })),
  });
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

it('stops at the cap at the same case of all targets, goes on when it is raised, and fills the cache on the way', async () => {
  writeSuite(0.0003);
  const stopped = await run('--cache');
  expect([stopped.code, stopped.summary.run.status]).toEqual([5, 'partial']);
  expect(stopped.err).toMatch(/Stopped by budget\.usd.*the same command then resumes the run/);
  expect(stopped.err).not.toContain('SQLite');
  const [a, b] = stopped.summary.targets;
  expect(a?.n).toBe(b?.n);
  expect(stopped.summary.done).toBeLessThan(12);

  // what is said later of the first answers stays, whatever is asked afterwards
  const scored = JSON.parse(
    (await assay('score', '--scorer', '{"type":"length","max":1}', '--json')).out,
  ) as { scored: number };
  expect(scored.scored).toBe(stopped.summary.done);

  writeSuite(1);
  const whole = await run('--cache');
  expect(whole.summary.targets.map(({ n_scored, correct }) => [n_scored, correct])).toEqual([
    [a?.n, 0],
    [a?.n, 0],
  ]);
  expect(whole.err).toContain(`Resuming run`);
  expect([whole.code, whole.summary.done, whole.summary.run.run_id]).toEqual([
    0,
    12,
    stopped.summary.run.run_id,
  ]);

  expect(JSON.parse((await assay('cache', '--json')).out)).toMatchObject({ answers: 12, cleared: false });
  const again = await run('--cache', '--fresh');
  expect(again.summary.run.cached?.answers).toBe(12);
  expect(again.summary.run.cached?.saved_usd).toBeGreaterThan(0);
  expect(again.summary.targets.map(({ cost }) => cost.spent_usd)).toEqual([0, 0]);
  expect(again.summary.targets.map(({ cost }) => cost.per_1k_usd)).toEqual(
    whole.summary.targets.map(({ cost }) => cost.per_1k_usd),
  );
  expect((await assay('show')).out).toContain('12 answers from the cache');
  expect((await assay('cache', '--clear')).out).toMatch(/12 answers, .* removed/);
  expect((await assay('cache')).out).toContain('empty');
});

it('has every run again after the database was lost', async () => {
  const before = JSON.parse((await assay('list', '--json')).out) as { runs: { run_id: string }[] };
  const oldest = before.runs.at(-1)?.run_id as string;
  const show = async () => [
    (await assay('show', '--json')).out,
    (await assay('show', oldest, '--json')).out,
    (await assay('show', oldest, '--cases', '--json')).out,
  ];
  const shown = await show();
  const { run: scored, targets } = JSON.parse(shown[1] as string) as RunSummary;
  expect(scored.rescored).toMatchObject([
    { scorers: ['length'], suite_path: null, changed: expect.any(Number) as number },
  ]);
  expect(targets.every((target) => target.quality !== null)).toBe(true);
  expect((await assay('show', oldest)).out).toMatch(/scored again on .* by length: \d+ answers/);
  rmSync(join(dataDir, 'clickhouse'), { recursive: true });
  const listed = await assay('list', '--json');
  expect(listed.err).toMatch(/database/);
  expect(JSON.parse(listed.out).runs).toHaveLength(before.runs.length);
  expect(await show()).toEqual(shown);
  expect((await assay('rebuild')).out).toContain('has every run');
  expect((await assay('rebuild', 'nonsense')).code).toBe(7);
});

it('makes no call when the caps of the data directory cannot be read', async () => {
  writeFileSync(join(dataDir, 'budget.yaml'), 'dayUSD: 5\n');
  const { code, out } = await assay(
    'run',
    'suite.json',
    '--sim',
    simulator.url,
    '--no-serve',
    '--json',
    '--fresh',
  );
  expect([code, out.includes('budget.yaml')]).toEqual([2, true]);
});
