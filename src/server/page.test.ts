import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { servePage } from './page.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-page-'));
const dir = join(root, 'web');
mkdirSync(join(dir, 'assets'), { recursive: true });
writeFileSync(join(root, 'secret.txt'), 'what nobody may read');
writeFileSync(join(dir, 'index.html'), '<script nonce="{{nonce}}"></script><meta nonce="{{nonce}}">');
writeFileSync(join(dir, 'favicon.svg'), '<svg/>');
writeFileSync(join(dir, 'assets/app-abc.js'), 'plain');
writeFileSync(join(dir, 'assets/app-abc.js.br'), brotliCompressSync('plain'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const app = new Hono().get('*', servePage(dir));
const ask = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

it.each(['/', '/index.html', '/runs/abc', '/runs/abc/cases?search=x'])(
  'gives %s the page with a nonce of its own',
  async (path) => {
    const [first, second] = [await ask(path), await ask(path)];
    const html = await first.text();
    const nonce = /nonce="([^"]+)"/.exec(html)?.[1] as string;
    const policy = first.headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
    expect(policy).not.toContain('unsafe');
    expect(html).not.toContain('{{nonce}}');
    expect(html.split(nonce)).toHaveLength(3);
    expect(await second.text()).not.toContain(nonce);
  },
);

it('names its build, and serves the files of the next one without a restart', async () => {
  const next = join(root, 'next');
  mkdirSync(join(next, 'assets'), { recursive: true });
  const index = join(next, 'index.html');
  writeFileSync(index, '<meta name="assay-build" content="{{build}}"><!-- one -->');
  const served = new Hono().get('*', servePage(next));
  const buildOf = async () => /content="([0-9a-f]{16})"/.exec(await (await served.request('/')).text())?.[1];
  const first = await buildOf();
  expect(first).toBeDefined();
  expect(await buildOf()).toBe(first);
  writeFileSync(join(next, 'assets/new.js'), 'new');
  writeFileSync(index, '<meta name="assay-build" content="{{build}}"><!-- another -->');
  expect(await (await served.request('/assets/new.js')).text()).toBe('new');
  expect(await buildOf()).not.toBe(first);
});

it('sends what the build compressed, to be kept for ever', async () => {
  const plain = await ask('/assets/app-abc.js');
  expect(await plain.text()).toBe('plain');
  expect(plain.headers.get('content-type')).toContain('text/javascript');
  const packed = await ask('/assets/app-abc.js', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(packed.headers.get('cache-control')).toContain('immutable');
  expect(brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe('plain');
  expect((await ask('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
});

it.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '//etc/passwd',
  '/assets/nope.js',
])('reads no file for %s', async (path) => {
  const answer = await ask(path);
  expect(await answer.text()).not.toMatch(/what nobody|root:/);
});

it('says when the page is not built', async () => {
  const bare = new Hono().get('*', servePage(join(root, 'none')));
  const answer = await bare.request('/');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { remedy: expect.stringContaining('build') } });
});
