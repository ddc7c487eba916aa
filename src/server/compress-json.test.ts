import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { compressJson } from './compress-json.ts';

const large = { text: 'a'.repeat(10_000) };
const app = new Hono();
app.use(compressJson);
app.get('/large', (context) => context.json(large, 201));
app.get('/small', (context) => context.json({ text: 'a' }));
app.get('/text', (context) => context.text('a'.repeat(10_000)));
const ask = (path: string, encoding?: string) =>
  app.request(path, { headers: encoding === undefined ? {} : { 'accept-encoding': encoding } });

it('compresses what is large for whoever can read it, and changes nothing else', async () => {
  const response = await ask('/large', 'br, gzip;q=0.8');
  expect(response.status).toBe(201);
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(bytes.byteLength).toBeLessThan(1000);
  expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(large);
});

it.each([
  ['/small', 'gzip', { text: 'a' }],
  ['/large', undefined, large],
  ['/large', 'br', large],
  ['/large', 'xgzip', large],
])('sends %s as it is to whoever accepts %s', async (path, encoding, body) => {
  const response = await ask(path, encoding);
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await response.json()).toEqual(body);
});

it('tells caches that the answer depends on what is accepted, of JSON alone', async () => {
  for (const encoding of ['gzip', undefined])
    expect((await ask('/large', encoding)).headers.get('vary')).toContain('accept-encoding');
  const text = await ask('/text', 'gzip');
  expect([text.headers.get('content-encoding'), text.headers.get('vary')]).toEqual([null, null]);
});
