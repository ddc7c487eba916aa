import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../base/id.ts';
import type { RunSummary } from '../contract/analysis.ts';
import type { GridPage } from '../contract/grid.ts';
import type { RunListing } from '../contract/run-listing.ts';
import type { Run } from '../contract/run.ts';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { testServer, token } from '../../test/made-up/test-server.ts';
import { createApp } from './create-app.ts';
import { pageKeyOf } from '../app/data/token-id.ts';

let server: Awaited<ReturnType<typeof testServer>>;
const stopped: string[] = [];
beforeAll(async () => {
  server = await testServer({ stopRun: (runId) => stopped.push(runId) > 0 });
});
afterAll(() => server.close());

interface Detail {
  run: Run;
  summary: RunSummary;
  last_event_id: number;
  live: boolean;
}

describe('runs', () => {
  it('lists runs with a line each that agrees with the summary', async () => {
    const { runs } = await server.json<{ runs: (Run & { summary: RunListing })[] }>('/api/runs');
    const { summary } = await server.json<Detail>('/api/runs/latest');
    const listed = runs.find((run) => run.run_id === server.run.run_id);
    const best = Math.max(...summary.targets.map((target) => target.quality?.value ?? -1));
    const cost = summary.targets.reduce((sum, target) => sum + (target.cost.total_usd ?? 0), 0);
    expect(listed?.summary.done).toBe(summary.done);
    expect(listed?.summary.best_quality?.value).toBeCloseTo(best, 12);
    expect(listed?.summary.total_cost_usd).toBeCloseTo(cost, 12);
  });

  it('gives a run by id, prefix and latest, and 404 with a remedy', async () => {
    for (const id of [server.run.run_id, server.run.run_id.slice(0, -2), 'latest']) {
      const detail = await server.json<Detail>(`/api/runs/${id}`);
      expect(detail.run).toEqual(server.run);
      expect(detail.live).toBe(false);
      expect(detail.summary.done).toBe(90);
    }
    const missing = await server.ask('/api/runs/nope');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      error: { code: 'run-not-found', remedy: expect.any(String) },
    });
  });

  it('makes a summary anew when rows were written', async () => {
    const { run, cases, batch } = madeUp({
      runId: newId(),
      targets: 1,
      cases: 4,
      payloads: false,
      startedAtMs: Date.now() - 3_600_000,
    });
    await server.post('/api/ingest/run', { run, cases });
    await server.post('/api/ingest/samples', { ...batch, samples: batch.samples.slice(0, 3) });
    expect((await server.json<Detail>(`/api/runs/${run.run_id}`)).summary.done).toBe(3);
    await server.post('/api/ingest/samples', batch);
    expect((await server.json<Detail>(`/api/runs/${run.run_id}`)).summary.done).toBe(4);
  });
});

describe('cases', () => {
  it('pages through the grid with the filters of the address', async () => {
    const path = `/api/runs/${server.run.run_id}/grid`;
    const page = await server.json<GridPage>(`${path}?targets=target-2,target-1&offset=3&limit=2`);
    expect(page.total).toBe(30);
    expect(page.cases.map((item) => item.cells.map((cell) => cell.target_id))).toEqual([
      ['target-2', 'target-1'],
      ['target-2', 'target-1'],
    ]);
    const split = await server.json<GridPage>(`${path}?right=target-1&wrong=target-0&category=billing`);
    expect(split.total).toBeGreaterThan(0);
    expect(split.total).toBeLessThan(10);
    const wrong = await server.ask(`${path}?limit=100000`);
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      error: { code: 'usage', message: expect.stringContaining('limit') },
    });
  });

  it('shows a case with all its answers', async () => {
    const detail = await server.json<{ case: unknown; samples: unknown[] }>('/api/runs/latest/cases/case-4');
    expect(detail.case).toMatchObject({
      id: 'case-4',
      index: 4,
      category: 'shipping',
      expected: { label: 'a' },
    });
    expect(detail.samples).toHaveLength(3);
  });
});

describe('answers', () => {
  it('compresses large JSON and leaves small alone', async () => {
    const headers = { 'accept-encoding': 'gzip, br' };
    const large = await server.ask('/api/runs/latest', { headers });
    expect(large.headers.get('content-encoding')).toBe('gzip');
    const text = gunzipSync(Buffer.from(await large.arrayBuffer())).toString();
    expect((JSON.parse(text) as Detail).run.run_id).toBe(server.run.run_id);
    const small = await server.ask('/api/health', { headers });
    expect(small.headers.get('content-encoding')).toBeNull();
    expect(await small.json()).toMatchObject({ ok: true, version: '1.2.3' });
  });

  it('says 404 in JSON below /api', async () => {
    const answer = await server.ask('/api/no/such');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'not-found' } });
  });

  it('stops a run that goes on here', async () => {
    const answer = await server.ask('/api/runs/latest/stop', {
      method: 'POST',
      headers: { 'x-assay': pageKeyOf(token) },
    });
    expect(await answer.json()).toEqual({ stopping: true });
    expect(stopped).toEqual([server.run.run_id]);
  });

  it('hides what went wrong inside, and tells the owner', async () => {
    const told: unknown[] = [];
    const store = { ...server.store, listRuns: () => Promise.reject(new Error('the secret of the disk')) };
    const onError = (error: unknown) => told.push(error);
    const app = createApp({
      settings: { dataDir: '/nowhere', cwd: '/', env: {} },
      store,
      live: server.live,
      pageDir: null,
      token: 'x',
      version: '0',
      onError,
    });
    const answer = await app.request('http://localhost/api/runs');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: { code: 'internal', message: 'The server failed to answer this request.', remedy: null },
    });
    expect(told).toHaveLength(1);
  });
});
