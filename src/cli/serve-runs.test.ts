/** Runs that a server is asked for, over real HTTP, with the simulator as provider. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppContext } from '../app/context.ts';
import { createAppContext } from '../app/create-app-context.ts';
import type { Host } from './host.ts';
import { openHost } from './open-host.ts';
import { resumeRun } from '../app/run/start-run.ts';
import type { Run } from '../contract/run.ts';
import { readServerFile } from '../app/data/server-file.ts';
import { pageKeyOf } from '../app/data/token-id.ts';
import type { SimulatorHandle } from '../simulator/simulator-options.ts';
import { startSimulator } from '../simulator/start.ts';

const suite = {
  name: 'asked over HTTP',
  targets: ['sim/fast'],
  scorers: ['contains'],
  cases: Array.from({ length: 6 }, (_, i) => ({ id: `c${i}`, input: `Say ${i}.`, expected: String(i) })),
};
const slow = { ...suite, name: 'slow', targets: ['sim/slow'], limits: { concurrency: 1 } };

let root: string;
let simulator: SimulatorHandle;
let context: AppContext;
let host: Host;
let server: { url: string; token: string };
const notes: string[] = [];

async function open(startsRuns = true): Promise<void> {
  const note = (text: string) => void notes.push(text);
  host = await openHost({
    ...context,
    port: 0,
    page: true,
    startsRuns,
    stopRun: () => false,
    note,
  });
  const file = await readServerFile(context.dataDir);
  if (!file) throw new Error('the server has written no address');
  server = file;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-serve-runs-'));
  const cwd = join(root, 'work');
  await mkdir(cwd);
  const pace = (medianMs: number) => ({
    ttft: { medianMs, sigma: 0 },
    pace: { tokensPerSecond: 1000, jitter: 0 },
    accuracy: 1,
  });
  simulator = await startSimulator({
    profiles: [
      { name: 'fast', ...pace(1) },
      { name: 'slow', ...pace(1500) },
    ],
  });
  context = createAppContext({
    dataDir: join(root, 'data'),
    cwd,
    env: { PATH: process.env['PATH'] },
    notify: ({ message }) => void notes.push(message),
  });
  await open();
}, 60_000);
afterAll(async () => {
  await host.close();
  await simulator.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => void (notes.length = 0));

const post = (path: string, body: unknown, token = server.token) =>
  fetch(new URL(path, server.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const start = (spec: object) => post('/api/runs', { simulator: simulator.url, ...spec });

interface Failure {
  error: {
    code: string;
    message: string;
    remedy: string | null;
    problems?: { message: string; path?: string }[];
  };
}

async function begun(spec: object): Promise<string> {
  const response = await start(spec);
  const body = (await response.json()) as { run_id: string };
  expect([response.status, body]).toEqual([202, { run_id: expect.any(String) }]);
  return body.run_id;
}

/** The run as it ended: the stream of its events ends with it. */
async function ended(runId: string): Promise<{ run: Run; events: string }> {
  const events = await (await fetch(new URL(`/api/runs/${runId}/events`, server.url))).text();
  const detail = (await (await fetch(new URL(`/api/runs/${runId}`, server.url))).json()) as { run: Run };
  return { run: detail.run, events };
}

/** What earlier processes left behind is read in beside the answers. */
async function untilRead(): Promise<void> {
  for (;;) {
    const response = await fetch(new URL('/api/health', server.url));
    const { background } = (await response.json()) as { background: { what: string } | null };
    if (background?.what !== 'reading journals') return;
  }
}

describe('POST /api/runs', { timeout: 90_000 }, () => {
  it('needs the token of the server; the key of its page is not enough', async () => {
    const spec = { suite: { inline: suite }, simulator: simulator.url };
    for (const token of ['', 'wrong', pageKeyOf(server.token)])
      expect((await post('/api/runs', spec, token)).status).toBe(401);
    const key = { 'x-assay': pageKeyOf(server.token), 'content-type': 'application/json' };
    const asPage = { method: 'POST', headers: key, body: JSON.stringify(spec) };
    expect((await fetch(new URL('/api/runs', server.url), asPage)).status).toBe(401);
    const list = (await (await fetch(new URL('/api/runs', server.url))).json()) as { runs: Run[] };
    expect(list.runs).toEqual([]);
  });

  it('runs an inline suite, shows it while it goes on, and stores it', async () => {
    const runId = await begun({ suite: { inline: suite }, repeats: 2 });
    const { run, events } = await ended(runId);
    expect(run).toMatchObject({ status: 'done', planned: 12, suite_name: suite.name });
    expect(run.provenance).toMatchObject({ command: 'POST /api/runs', suite_path: null });
    expect(events).toContain('event: done');
    const samples = await (await fetch(new URL(`/api/runs/${runId}/samples`, server.url))).text();
    expect(samples.trim().split('\n')).toHaveLength(12);
  });

  it('runs two at once, and stops the one that is asked to', async () => {
    const stopped = await begun({ suite: { inline: slow }, repeats: 5 });
    const whole = await begun({ suite: { inline: suite } });
    expect((await ended(whole)).run.status).toBe('done');
    expect((await post(`/api/runs/${stopped}/stop`, {})).status).toBe(200);
    const { run } = await ended(stopped);
    expect(run.status).toBe('partial');
    expect((await post(`/api/runs/${stopped}/stop`, {})).status).toBe(400);
  });

  it('takes a file below its working directory, and no other, however it is named', async () => {
    const text = JSON.stringify(suite);
    await writeFile(join(context.cwd, 'own.json'), text);
    await writeFile(join(root, 'other.json'), text);
    await writeFile(join(root, 'rows.jsonl'), '{"id": "secret", "input": "of somebody else"}\n');
    await writeFile(join(root, 'prices.yaml'), 'sim/fast: {input: 1, output: 1}\n');
    await symlink(join(root, 'other.json'), join(context.cwd, 'link.json'));
    expect((await ended(await begun({ suite: { file: 'own.json' } }))).run.status).toBe('done');
    const refused = [
      { suite: { file: '../other.json' } },
      { suite: { file: join(root, 'other.json') } },
      { suite: { file: 'link.json' } },
      { suite: { demo: '../other.json' } },
      { suite: { inline: { ...suite, cases: { file: '../rows.jsonl' } } } },
      { suite: { inline: { ...suite, cases: [{ file: `${root}/*.jsonl` }] } } },
      { suite: { inline: { ...suite, cases: [{ input: 'x', attachments: ['/etc/hostname'] }] } } },
      { suite: { inline: { ...suite, scorers: [{ type: 'module', file: '../score.js' }] } } },
      { suite: { inline: { ...suite, load: { shape: 'trace-replay', file: '../rows.jsonl' } } } },
      { suite: { inline: suite }, prices: '../prices.yaml' },
      { suite: { inline: suite }, load: { shape: 'trace-replay', file: '../rows.jsonl' } },
    ];
    for (const spec of refused) {
      const response = await start(spec);
      const { error } = (await response.json()) as Failure;
      expect([response.status, error.code], JSON.stringify(spec)).toEqual([403, 'not-allowed']);
      expect(error.message).toContain('lies outside of');
      expect(JSON.stringify(error)).not.toContain('somebody else');
    }
  });

  it.each([
    [{}, 'usage', 'suite'],
    [
      { suite: { path: 'x' } },
      'usage',
      '`suite` is {"path":"x"}. Expected {file}, {inline}, {saved}, {stored} or {demo}.',
    ],
    [{ suite: { inline: suite }, repeats: 0 }, 'usage', 'repeats'],
    [{ suite: { inline: suite }, reapets: 3 }, 'usage', 'reapets'],
    [{ suite: { file: 'absent.yaml' } }, 'suite-not-found', 'absent.yaml'],
    [{ suite: { stored: 'nobody has run this' } }, 'suite-not-found', 'nobody has run this'],
    [{ suite: { inline: { ...suite, targets: [] } } }, 'usage', 'names no targets'],
    [{ suite: { inline: { ...suite, targets: ['openai/gpt-5-mini'] } } }, 'key-missing', 'OPENAI_API_KEY'],
    [{ suite: { inline: suite }, race: { goal: 'first' } }, 'usage', '"first"'],
    [{ suite: { inline: suite }, distributed: true }, 'usage', '`control` needs'],
  ])('answers %j with one clear error', async (spec, code, said) => {
    const response = await start(spec);
    const { error } = (await response.json()) as Failure;
    expect(error.code).toBe(code);
    expect(response.status).toBe(code === 'suite-not-found' ? 404 : 400);
    expect(`${error.message} ${error.remedy}`).toContain(said);
  });

  it('names every problem of a suite', async () => {
    const response = await start({ suite: { inline: { nam: 'n', cases: [{ input: 3 }] } } });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as Failure;
    expect(error.code).toBe('suite-invalid');
    expect(error.problems?.map(({ path }) => path)).toEqual([undefined, 'nam', 'cases[0].input']);
  });

  it('leaves a run that can be resumed when it is closed, here or by the next server', async () => {
    const runId = await begun({ suite: { inline: slow }, repeats: 2 });
    const events = await fetch(new URL(`/api/runs/${runId}/events`, server.url));
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    // until one call has its answer
    for (let text = ''; !text.includes('"samples":[[');) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`the events ended: ${text}`);
      text += value;
    }
    await host.close();
    await reader?.cancel().catch(() => undefined);
    await open();
    await untilRead();
    const before = (await (await fetch(new URL(`/api/runs/${runId}`, server.url))).json()) as { run: Run };
    expect(before.run.status).toBe('partial');
    const again = await post(`/api/runs/${runId}/resume`, { simulator: simulator.url });
    expect([again.status, await again.json()]).toEqual([202, { run_id: runId }]);
    // while it is being resumed nobody else may
    await expect(resumeRun({ run: runId, simulator: simulator.url }, context)).rejects.toMatchObject({
      code: 'usage',
    });
    const { run } = await ended(runId);
    expect(run).toMatchObject({ status: 'done', planned: 12 });
    const samples = await (await fetch(new URL(`/api/runs/${runId}/samples`, server.url))).text();
    const ids = samples
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { sample_id: string }).sample_id);
    expect(new Set(ids).size).toBe(12);
  });
});

it('a server that belongs to a run starts no others', { timeout: 60_000 }, async () => {
  await host.close();
  await open(false);
  const response = await start({ suite: { inline: suite } });
  expect([response.status, ((await response.json()) as Failure).error.remedy]).toEqual([
    403,
    'Start runs at `assay serve`.',
  ]);
});
