import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../base/id.ts';
import { madeUp } from '../../../test/made-up/made-up-run.ts';
import { testServer } from '../../../test/made-up/test-server.ts';
import type { LoadReport } from '../../contract/load-report.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

describe('the load of a run', () => {
  it('is 404 with a remedy for a run without one', async () => {
    const answer = await server.ask(`/api/runs/${server.run.run_id}/load`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { remedy: expect.stringContaining('comparison') } });
  });

  it('is made from the stored samples', async () => {
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 30 });
    const starts = batch.samples.map((sample) => sample.started_at_ms);
    const [from, to] = [Math.min(...starts) - 10, Math.max(...starts) + 10];
    const window = { from_ms: from, measure_from_ms: from, measure_to_ms: to, ended_at_ms: to };
    const target_id = run.targets[0]?.id ?? '';
    const phase = { target_id, purpose: 'measure' as const, rate: 5, users: null, ...window };
    await server.store.putRun(
      { ...run, load: { shape: 'poisson', options: { rate: 5 }, phases: [phase] } },
      cases,
    );
    await server.store.insert(batch);
    const report = await server.json<LoadReport>(`/api/runs/${run.run_id}/load`);
    const measured = batch.samples.filter((sample) => !sample.is_warmup);
    expect(report.run.load?.phases).toEqual([phase]);
    expect(report.targets[0]?.phases[0]).toMatchObject({
      offered: measured.length,
      window_s: (to - from) / 1000,
    });
  });

  it('tells what a sweep found, and that a few calls are not enough', async () => {
    const { run, cases, batch } = madeUp({ runId: newId(), targets: 1, cases: 10 });
    const starts = batch.samples.map((sample) => sample.started_at_ms);
    const [from, to] = [Math.min(...starts) - 10, Math.max(...starts) + 10];
    const window = { from_ms: from, measure_from_ms: from, measure_to_ms: to, ended_at_ms: to };
    const target_id = run.targets[0]?.id ?? '';
    const phase = { target_id, purpose: 'baseline' as const, rate: 5, users: null, ...window };
    const load = { shape: 'sweep', options: { from: 5, to: 10 }, phases: [phase] };
    await server.store.putRun({ ...run, status: 'done', load }, cases);
    await server.store.insert(batch);
    const report = await server.json<LoadReport>(`/api/runs/${run.run_id}/load`);
    expect(report.targets[0]).toMatchObject({
      max_rate: null,
      sustainable: { low: null, high: null, estimate: null, end: 'evidence' },
      phases: [{ state: 'undecided' }],
    });
  });
});
