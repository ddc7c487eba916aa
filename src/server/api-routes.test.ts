import { hc } from 'hono/client';
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { testServer } from '../../test/made-up/test-server.ts';
import type { GridPage } from '../contract/grid.ts';
import type { AssayApi } from './api-routes.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('types a client of hono, whose requests it answers', async () => {
  const { api } = hc<AssayApi>('http://localhost', {
    fetch: async (input: string | Request | URL, init?: RequestInit) => server.app.request(input, init),
  });
  const answer = await api.runs[':id'].grid.$get({ param: { id: 'latest' }, query: { outcome: 'failed' } });
  if (answer.status !== 200) throw new Error((await answer.json()).error.message);
  const page = await answer.json();
  expectTypeOf(page.cases[0]!.cells[0]!.quality).toEqualTypeOf<number | null>();
  const asked = { runId: server.run.run_id, targetIds: server.run.targets.map(({ id }) => id) };
  const stored: GridPage = await server.store.grid({ ...asked, outcome: 'failed', offset: 0, limit: 50 });
  expect(stored.total).toBeGreaterThan(0);
  expect(page).toEqual(stored);
});

it('knows which routes there are, and what they take', () => {
  const { api } = hc<AssayApi>('http://localhost');
  // @ts-expect-error: no such route
  void (() => api.nothing.$get());
  // @ts-expect-error: no such outcome
  void (() => api.runs[':id'].grid.$get({ param: { id: 'x' }, query: { outcome: 'fine' } }));
  expect(api.runs[':id'].$url({ param: { id: 'latest' } }).pathname).toBe('/api/runs/latest');
});
