/** The whole way of a run over workers: queue and journal in a real PostgreSQL, results in the real engine by URL, calls to a provider's endpoint. */
import { spawn, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { RunSummary } from '../contract/analysis.ts';
import { serveSimulator } from '../simulator/serve.ts';
import type { SimulatorHandle } from '../simulator/simulator-options.ts';
import { startClickHouse, type ClickHouseEndpoint } from '../../test/clickhouse/clickhouse-endpoint.ts';
import { startPostgres, type Postgres } from '../../test/control/start-postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-workers-cli-'));
const bin = join(import.meta.dirname, '../../bin/assay.js');
const canary = 'sk-canary-5f1c2a';
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const children: ChildProcess[] = [];
let simulator: SimulatorHandle;
let postgres: Postgres;
let clickHouse: ClickHouseEndpoint;
let env: Record<string, string | undefined>;

const suite = (name: string, more: object) => {
  const cases = Array.from({ length: 40 }, (_, index) => ({ id: `c${index}`, input: `Q${index}?` }));
  writeFileSync(join(folder, name), JSON.stringify({ name, cases, limits: { concurrency: 2 }, ...more }));
};

beforeAll(async () => {
  [simulator, postgres, clickHouse] = await Promise.all([
    serveSimulator({
      profiles: ['quick', 'slow'].map((name) => ({
        name,
        wire: 'openai-chat',
        ttft: { medianMs: name === 'slow' ? 300 : 5, sigma: 0 },
        pace: { tokensPerSecond: 2000 },
        accuracy: 1,
        verbosity: 5,
      })),
    }),
    startPostgres(),
    startClickHouse(join(folder, 'clickhouse')),
  ]);
  const control = await postgres.createDatabase();
  env = { PATH: process.env['PATH'], NO_COLOR: '1', ASSAY_CONTROL: control, ASSAY_RESULTS: clickHouse.url };
  suite('suite.json', {
    targets: ['a', 'b'].map((label) => ({
      label,
      model: 'compatible/quick',
      baseUrl: `${simulator.url}/openai/v1`,
      apiKeyEnv: 'CANARY_KEY',
      parameters: { temperature: label === 'a' ? 0 : 1 },
    })),
  });
  writeFileSync(
    join(folder, 'length.mjs'),
    'export default ({ answer }) => (answer.text.length > 0 ? 1 : 0);\n',
  );
  suite('helped.json', {
    targets: ['sim/quick'],
    cases: [{ id: 'seen', input: 'What is this?', attachments: `data:image/png;base64,${pixel}` }],
    scorers: [{ type: 'module', file: 'length.mjs' }],
  });
  suite('slow.json', { targets: ['sim/slow'] });
  suite('secret.json', { targets: [{ model: 'sim/quick', headers: { 'X-Api-Key': canary } }] });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([simulator.close(), postgres.stop(), clickHouse.close()]);
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[], more: Record<string, string | undefined> = {}) {
  const all = [bin, ...args, '--data-dir', join(folder, 'data')];
  const child = spawn(process.execPath, all, { cwd: folder, env: { ...env, ...more } as NodeJS.ProcessEnv });
  children.push(child);
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, 'close').then(async ([code]) => {
    const [stdout, stderr] = await said;
    return { code: code as number, stdout, stderr };
  });
  return { child, ended };
}

/** Every row of every table there is, as text. */
async function wholeDatabase(): Promise<string> {
  const client = new pg.Client(env['ASSAY_CONTROL']);
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname LIKE 'assay%'`,
  );
  const rows: string[] = [];
  for (const { name } of tables.rows) {
    const found = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
    rows.push(...found.rows.map(({ row }) => row));
  }
  await client.end();
  return rows.join('\n');
}

describe('assay run and assay worker', () => {
  it('carry a run out between them; the key stays where the worker is', async () => {
    const worker = start(['worker', '--lanes', '2'], { CANARY_KEY: canary });
    const run = await start(['run', 'suite.json', '--no-serve', '--json']).ended;
    expect(run.code, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout) as RunSummary;
    expect(summary.run).toMatchObject({ status: 'done', planned: 80 });
    expect(summary.targets.map(({ n, outcomes }) => ({ n, outcomes }))).toEqual([
      { n: 40, outcomes: { ok: 40 } },
      { n: 40, outcomes: { ok: 40 } },
    ]);
    const shown = await start(['show', '--json']).ended;
    expect((JSON.parse(shown.stdout) as RunSummary).targets).toEqual(summary.targets);
    const kept = await wholeDatabase();
    expect(kept).toContain('CANARY_KEY');
    expect(kept).not.toContain(canary);
    await clickHouse.execute('TRUNCATE TABLE assay.samples');
    expect(JSON.parse((await start(['rebuild', summary.run.run_id, '--json']).ended).stdout)).toMatchObject({
      runs: [{ run_id: summary.run.run_id, status: 'done' }],
    });
    const again = await start(['show', '--json']).ended;
    expect((JSON.parse(again.stdout) as RunSummary).targets).toEqual(summary.targets);
    worker.child.kill('SIGTERM');
    const ended = await worker.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).not.toContain(canary);
  }, 60_000);

  it('carry pictures and scorers of the user to where the worker is', async () => {
    const here = ['--sim', simulator.url];
    const unable = start(['worker', ...here], { PATH: '/nonexistent' });
    const going = start(['run', 'helped.json', ...here, '--no-serve', '--json']);
    // without isolation no program runs, and no call is made for it
    for await (const said of on(unable.child.stderr, 'data'))
      if (/returned: .*sandbox/i.test(String(said))) break;
    unable.child.kill('SIGTERM');
    const worker = start(['worker', ...here], { TMPDIR: folder });
    const run = await going.ended;
    expect(run.code, run.stderr).toBe(0);
    const [target] = (JSON.parse(run.stdout) as RunSummary).targets;
    expect(target).toMatchObject({ n: 1, outcomes: { ok: 1 }, correct: 1 });
    worker.child.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
    expect(readdirSync(folder).filter((name) => name.startsWith('assay-files-'))).toEqual([]);
  }, 60_000);

  it('stop a run everywhere, and resume it', async () => {
    start(['worker', '--sim', simulator.url]);
    const args = ['run', 'slow.json', '--sim', simulator.url, '--no-serve'];
    const first = start([...args, '--events']);
    await once(first.child.stdout, 'data');
    const stop = await start(['stop']).ended;
    expect(stop.stdout).toContain('all workers were asked to make no more calls');
    const partial = await first.ended;
    expect(partial.code, partial.stderr).toBe(5);
    const second = await start([...args, '--json']).ended;
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toContain('Resuming run');
    expect((JSON.parse(second.stdout) as RunSummary).targets[0]).toMatchObject({
      n: 40,
      outcomes: { ok: 40 },
    });
    const { entries } = (await (await fetch(`${simulator.url}/truth`)).json()) as {
      entries: { model: string }[];
    };
    expect(
      entries.filter(({ model }) => model === 'slow'),
      'nothing was asked twice',
    ).toHaveLength(40);
  }, 60_000);

  it.each([
    [['worker'], { ASSAY_RESULTS: undefined }, 'a worker needs --control and --results'],
    [['run', 'slow.json'], { ASSAY_RESULTS: undefined }, '--control needs a place for results'],
    [['run', 'secret.json'], {}, 'no key goes through the database'],
    [
      ['worker'],
      { ASSAY_CONTROL: 'postgres://u:hidden@127.0.0.1:1/x' },
      'postgres://***@127.0.0.1:1/x cannot be used',
    ],
  ])(
    '%j says what is wrong',
    async (args, more, message) => {
      const { code, stderr } = await start([...args, '--sim', simulator.url], more).ended;
      expect(code).not.toBe(0);
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('hidden');
    },
    30_000,
  );
});
