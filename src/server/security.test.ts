import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testServer, token } from '../../test/made-up/test-server.ts';
import { pageKeyOf } from '../app/data/token-id.ts';

const key = pageKeyOf(token);

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  server = await testServer({
    stopRun: () => true,
    runs: { start: async () => 'id', resume: async () => 'id' },
  });
});
afterAll(() => server.close());

/** Who may do what. A route that is not in this table fails the test below. */
const routes: { route: string; path: string; access: 'read' | 'page' | 'token'; body?: unknown }[] = [
  { route: 'GET /api/health', path: '/api/health', access: 'read' },
  { route: 'GET /api/openapi.json', path: '/api/openapi.json', access: 'read' },
  { route: 'GET /api/runs', path: '/api/runs', access: 'read' },
  { route: 'POST /api/runs', path: '/api/runs', access: 'token', body: {} },
  { route: 'POST /api/runs/:id/resume', path: '/api/runs/latest/resume', access: 'token', body: {} },
  { route: 'GET /api/runs/:id', path: '/api/runs/latest', access: 'read' },
  { route: 'GET /api/runs/:id/header', path: '/api/runs/latest/header', access: 'read' },
  { route: 'GET /api/runs/:id/grid', path: '/api/runs/latest/grid', access: 'read' },
  { route: 'GET /api/runs/:id/cases/:caseId', path: '/api/runs/latest/cases/case-1', access: 'read' },
  {
    route: 'GET /api/runs/:id/attachments/:sha256/:name',
    path: `/api/runs/latest/attachments/${'a'.repeat(64)}/a.png`,
    access: 'read',
  },
  { route: 'GET /api/history', path: '/api/history', access: 'read' },
  { route: 'GET /api/suites', path: '/api/suites', access: 'read' },
  { route: 'GET /api/suites/:name', path: '/api/suites/triage', access: 'read' },
  { route: 'POST /api/suites', path: '/api/suites', access: 'token', body: {} },
  { route: 'DELETE /api/suites/:name', path: '/api/suites/triage', access: 'token' },
  {
    route: 'DELETE /api/runs/:id',
    path: '/api/runs/01900000-0000-7000-8000-000000000001',
    access: 'token',
  },
  { route: 'GET /api/storage', path: '/api/storage', access: 'read' },
  { route: 'POST /api/storage/retention', path: '/api/storage/retention', access: 'token' },
  { route: 'POST /api/deletions', path: '/api/deletions', access: 'token', body: {} },
  { route: 'GET /api/dump', path: '/api/dump', access: 'token' },
  {
    route: 'GET /api/dump/chunk',
    path: '/api/dump/chunk?table=runs&chunk=2026-12-01&columns=run_id',
    access: 'token',
  },
  { route: 'GET /api/runs/:id/load', path: '/api/runs/latest/load', access: 'read' },
  { route: 'GET /api/runs/:id/judges', path: '/api/runs/latest/judges', access: 'read' },
  { route: 'GET /api/runs/:id/labels', path: '/api/runs/latest/labels', access: 'read' },
  { route: 'POST /api/runs/:id/labels', path: '/api/runs/latest/labels', access: 'page', body: {} },
  {
    route: 'GET /api/runs/:id/blind/:caseId',
    path: '/api/runs/latest/blind/case-1?sample=x',
    access: 'read',
  },
  {
    route: 'GET /api/runs/:id/recommendation',
    path: '/api/runs/latest/recommendation',
    access: 'read',
  },
  { route: 'GET /api/runs/:id/retried', path: '/api/runs/latest/retried', access: 'read' },
  { route: 'GET /api/runs/:id/samples', path: '/api/runs/latest/samples', access: 'read' },
  { route: 'GET /api/runs/:id/records', path: '/api/runs/latest/records', access: 'read' },
  { route: 'GET /api/runs/:id/run-cases', path: '/api/runs/latest/run-cases', access: 'read' },
  { route: 'GET /api/runs/:id/table', path: '/api/runs/latest/table', access: 'read' },
  { route: 'GET /api/compare', path: '/api/compare', access: 'read' },
  { route: 'GET /api/runs/:id/events', path: '/api/runs/latest/events', access: 'read' },
  { route: 'POST /api/runs/:id/stop', path: '/api/runs/latest/stop', access: 'page' },
  { route: 'POST /api/ingest/run', path: '/api/ingest/run', access: 'token', body: {} },
  {
    route: 'POST /api/ingest/samples',
    path: '/api/ingest/samples',
    access: 'token',
    body: { samples: [], payloads: [], retried: [] },
  },
  { route: 'POST /api/ingest/events', path: '/api/ingest/events', access: 'token', body: { events: [] } },
  { route: 'GET /*', path: '/runs/x', access: 'read' },
];

const callers: {
  name: string;
  headers: Record<string, string>;
  may: Record<'read' | 'page' | 'token', boolean>;
}[] = [
  { name: 'nobody in particular', headers: {}, may: { read: true, page: false, token: false } },
  {
    name: 'our page',
    headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin', 'x-assay': key },
    may: { read: true, page: true, token: false },
  },
  {
    name: 'our page opened without its link',
    headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin', 'x-assay': '' },
    may: { read: true, page: false, token: false },
  },
  {
    name: 'another user of this machine',
    headers: { 'x-assay': '1' },
    may: { read: true, page: false, token: false },
  },
  {
    name: 'somebody with the key of another page',
    headers: { 'x-assay': pageKeyOf('another') },
    may: { read: true, page: false, token: false },
  },
  {
    name: 'a program with the token',
    headers: { authorization: `Bearer ${token}` },
    may: { read: true, page: true, token: true },
  },
  {
    name: 'a program with another token',
    headers: { authorization: 'Bearer other' },
    may: { read: true, page: false, token: false },
  },
  {
    name: 'a program with the token in another way',
    headers: { authorization: `Basic ${token}` },
    may: { read: true, page: false, token: false },
  },
  {
    name: 'a page whose key is wrong, with the token',
    headers: { 'x-assay': '1', authorization: `Bearer ${token}` },
    may: { read: true, page: true, token: true },
  },
  {
    name: 'another site with everything else right',
    headers: { origin: 'http://evil.example', 'x-assay': key, authorization: `Bearer ${token}` },
    may: { read: false, page: false, token: false },
  },
  {
    name: 'another port of this machine',
    headers: { origin: 'http://localhost:3000', 'x-assay': key },
    may: { read: false, page: false, token: false },
  },
  {
    name: 'an image or script of another site',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    may: { read: false, page: false, token: false },
  },
  {
    name: 'a name that was pointed at this machine',
    headers: { host: 'rebound.example', authorization: `Bearer ${token}` },
    may: { read: false, page: false, token: false },
  },
];

describe.each(routes)('$route', ({ route, path, access, body }) => {
  it.each(callers)('answers $name as the table says', async ({ headers, may }) => {
    const method = route.split(' ')[0] as string;
    const answer = await server.ask(path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const refused = answer.status === 401 || answer.status === 403;
    expect(refused).toBe(!may[access]);
    if (refused) expect(await answer.json()).toMatchObject({ error: { code: 'not-allowed' } });
    else await answer.body?.cancel();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

it('has every route in the table', () => {
  const served = server.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(served)).toEqual(new Set(routes.map(({ route }) => route)));
});

it.each(['127.0.0.1', 'localhost', '[::1]'])('answers for %s, on its own port only', async (name) => {
  const env = { incoming: { socket: { localPort: 4600 } } };
  const at = (host: string) => server.app.request(`http://${name}/api/health`, { headers: { host } }, env);
  expect((await at(`${name}:4600`)).status).toBe(200);
  expect((await at(`${name}:4601`)).status).toBe(403);
  expect((await at(name)).status).toBe(403);
});

it.each([
  '',
  'localhost.evil.example',
  'localhost@evil.example',
  'evil.example#localhost',
  '0.0.0.0',
  '127.0.0.1:x',
  '2130706433',
])('does not answer for the host "%s"', async (host) => {
  const answer = await server.ask('/api/runs', { headers: { host } });
  expect(answer.status).toBe(403);
});

it('refuses bodies over the limit', async () => {
  const answer = await server.ask('/api/runs/latest/stop', {
    method: 'POST',
    headers: { 'x-assay': key, 'content-length': '70000' },
    body: 'x'.repeat(70_000),
  });
  expect(answer.status).toBe(413);
});

it('says that a body is no JSON', async () => {
  const answer = await server.ask('/api/ingest/events', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"events": [',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { code: 'usage', message: expect.stringContaining('JSON') },
  });
});

it('says which field of a body is wrong', async () => {
  const answer = await server.post('/api/ingest/samples', { samples: [{}], payloads: [], retried: [] });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { problems: expect.arrayContaining([expect.objectContaining({ path: 'samples[0].sample_id' })]) },
  });
});
