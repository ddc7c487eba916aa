/** What changes stored rows, with the real store and journals: it is kept beside the journal, and servers hear of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptRun, type KeptRun } from '../../../test/made-up/kept-run.ts';
import type { Progress } from '../../contract/progress.ts';
import type { Sample } from '../../contract/sample.ts';
import type { TotalsStore } from '../../contract/result-store.ts';
import { openStore } from '../../store/open-store.ts';
import type { AppContext } from '../context.ts';
import { createAppContext } from '../create-app-context.ts';
import { writeServerFile } from '../data/server-file.ts';
import { tokenId } from '../data/token-id.ts';
import { doctor } from '../doctor/doctor.ts';
import { rescore } from '../score/rescore.ts';
import { cacheInfo, clearCache } from './cache.ts';
import { listPrices } from './list-prices.ts';
import { listProviders } from './list-providers.ts';
import { rebuild } from './rebuild.ts';
import { reprice } from './reprice.ts';

let dataDir: string;
let kept: KeptRun;
let store: TotalsStore;
let server: Server;
let context: AppContext;
const bodies: string[] = [];
const told: Progress[] = [];

/** Takes events as the process that serves the data directory would. */
async function listen(): Promise<void> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      const answer = { token_id: tokenId('token'), accepted: 1, stop: [] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  await writeServerFile(dataDir, { pid: process.pid, url, token: 'token', started_at_ms: 1, version: '0' });
}

const changes = () => bodies.splice(0).flatMap((body) => body.match(/"change":"(\w+)"/)?.[1] ?? []);

async function samples(): Promise<Sample[]> {
  const all: Sample[] = [];
  for await (const batch of store.samples(kept.run.run_id)) all.push(...batch);
  return all.toSorted((a, b) => a.sample_id.localeCompare(b.sample_id));
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-change-'));
  kept = await keptRun(dataDir);
  store = await openStore({ dataDir });
  await listen();
  context = {
    ...createAppContext({
      dataDir,
      cwd: dataDir,
      env: {},
      onProgress: (progress) => void told.push(progress),
    }),
    withStore: (work) => work(store, []),
  };
});
afterAll(async () => {
  server.close();
  await store.close();
  await rm(dataDir, { recursive: true });
});

it('a rebuild stores what the journals have and the results have not', async () => {
  const done = await rebuild({}, context);
  expect(done.runs).toEqual([{ run_id: kept.run.run_id, status: 'done', planned: 6 }]);
  expect(rebuild.output.safeParse(done).error).toBeUndefined();
  expect(await samples()).toHaveLength(6);
  expect(changes()).toEqual(['rebuild']);
  expect(await rebuild({}, context)).toEqual({ schema: 'assay.rebuild/1', runs: [] });
  await expect(rebuild({ run: 'ffff' }, context)).rejects.toMatchObject({ code: 'run-not-found' });
});

it('a further scorer scores every answer once, tells how far it is, and is on the record of the run', async () => {
  told.length = 0;
  const scorers = [{ type: 'length', max: 1000 }];
  const done = await rescore({ scorers }, context);
  expect(rescore.output.safeParse(done).error).toBeUndefined();
  expect(done).toMatchObject({ run_id: kept.run.run_id, samples: 6, scored: 6, kept: 0 });
  for (const { scores } of await samples())
    expect(Object.keys(scores).toSorted()).toEqual(['exact', 'length']);
  expect(changes()).toEqual(['scores']);
  expect(told).toContainEqual(expect.objectContaining({ stage: 'scoring', unit: 'sample', total: 6 }));
  expect((await store.getRun('latest'))?.rescored).toMatchObject([{ added: ['length'], scored: 6 }]);
  expect(await rescore({ scorers }, context)).toMatchObject({ scored: 0, kept: 6 });
  expect(changes()).toEqual([]);
});

it('one that is interrupted keeps what it has scored, and is finished by the same command', async () => {
  const stopped = { ...context, signal: AbortSignal.abort() };
  const scorers = [{ type: 'contains' }];
  await expect(rescore({ scorers }, stopped)).rejects.toMatchObject({ code: 'interrupted' });
  expect(changes()).toEqual(['scores']);
  expect(await rescore({ scorers }, context)).toMatchObject({ samples: 6, scored: 0, kept: 6 });
});

it('new prices are those of every sample they name, and are said with the run', async () => {
  await expect(reprice({}, context)).rejects.toMatchObject({ code: 'usage' });
  await expect(reprice({ prices: { 'sim/none': { input: 1, output: 1 } } }, context)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/^no model of run \S+ is among the given prices$/),
    remedy: expect.stringContaining('sim/a'),
  });
  const done = await reprice({ prices: { 'sim/a': { input: 10, output: 20 } } }, context);
  expect(reprice.output.safeParse(done).error).toBeUndefined();
  expect(done).toMatchObject({ samples: 6, source: 'given prices' });
  expect(done.to_usd).toBeCloseTo(10 * done.from_usd, 12);
  expect(changes()).toEqual(['prices']);
});

it('scores and prices given later come back from the journals', async () => {
  const before = await samples();
  const run = await store.getRun('latest');
  const { runs } = await rebuild({ run: kept.run.run_id }, context);
  expect(runs).toHaveLength(1);
  expect(await samples()).toEqual(before);
  expect(await store.getRun('latest')).toEqual(run);
});

it('the doctor finds what cannot be read, and moves it away only when it is to', async () => {
  const healthy = await doctor({}, context);
  expect(doctor.output.safeParse(healthy).error).toBeUndefined();
  expect(healthy).toMatchObject({ data_dir: dataDir, runs: 1, repaired: [] });
  await writeFile(join(kept.path, 'lock'), String(2 ** 30));
  // who serves this directory here answers nothing that can be read: its database is left where it is
  expect(healthy.findings).toMatchObject([{ where: join(dataDir, 'clickhouse'), can_repair: false }]);
  const lockOf = ({ findings }: typeof healthy) => findings.filter(({ where }) => where.endsWith('lock'));
  expect(lockOf(await doctor({}, context))).toMatchObject([{ can_repair: true, run_id: kept.run.run_id }]);
  const repaired = await doctor({ repair: true }, context);
  expect(repaired.repaired).toEqual([`${join(kept.path, 'lock')} is gone.`]);
  expect(lockOf(repaired)).toEqual([]);
});

it('what is set up here is told as its schema says', async () => {
  const empty = { answers: 0, bytes: 0, oldest_ms: null, folder: join(dataDir, 'cache') };
  expect(await cacheInfo({}, context)).toEqual({ schema: 'assay.cache/1', cleared: false, ...empty });
  expect(await clearCache({}, context)).toMatchObject({ cleared: true });
  const providers = await listProviders({}, context);
  expect(listProviders.output.safeParse(providers).error).toBeUndefined();
  expect(providers.providers.length).toBeGreaterThan(20);
  const prices = await listPrices({ models: ['x/y'], prices: { 'x/y': { input: 1, output: 2 } } }, context);
  expect(listPrices.output.safeParse(prices).error).toBeUndefined();
  expect(prices.prices).toMatchObject([{ provider: 'x', model: 'y', input: 1, output: 2, cache_read: null }]);
  await expect(listPrices({ models: ['nobody/nothing'] }, context)).rejects.toMatchObject({ code: 'usage' });
});
