import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Hono } from 'hono';
import { createApp } from '../../server/create-app.ts';
import { listen } from '../../server/listen.ts';
import { LiveHub } from '../../server/live-hub.ts';
import { readServerFile, removeServerFile, writeServerFile } from './server-file.ts';
import type { ServerOptions } from '../../server/server-options.ts';

const dir = mkdtempSync(join(tmpdir(), 'assay-server-file-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const path = join(dir, 'server.json');

/** Health needs no store. */
const app = (token: string) =>
  createApp({
    settings: { dataDir: '/nowhere', cwd: '/', env: {} },
    store: {} as ServerOptions['store'],
    live: new LiveHub(),
    pageDir: null,
    token,
    version: '1',
  });
const content = (url: string) => ({ pid: process.pid, url, token: 'mine', started_at_ms: 1, version: '1' });

describe('server.json', () => {
  it('is for its owner only, leaves nothing else behind, and leads to a living server', async () => {
    const { url, close } = await listen(app('mine'), { port: 0 });
    await writeServerFile(dir, content(url));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['server.json']);
    expect(await readServerFile(dir)).toEqual(content(url));
    await close();
    expect(await readServerFile(dir), 'nobody answers').toBeNull();
  });

  it('is not believed when someone else has the port', async () => {
    const { url, close } = await listen(app('another'), { port: 0 });
    await writeServerFile(dir, content(url));
    expect(await readServerFile(dir)).toBeNull();
    await close();
  });

  it('is nothing when missing or broken', async () => {
    writeFileSync(path, '{"pid": 1');
    expect(await readServerFile(dir)).toBeNull();
    rmSync(path);
    expect(await readServerFile(dir)).toBeNull();
  });

  it('is removed only by the process it names', async () => {
    await writeServerFile(dir, content('http://127.0.0.1:9'));
    await removeServerFile(dir, process.pid + 1);
    expect(readdirSync(dir)).toEqual(['server.json']);
    await removeServerFile(dir, process.pid);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('listen', () => {
  const plain = new Hono().get('/', (context) => context.text('here')) as never;

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])(
    'refuses to bind to %s and names the setting',
    (host) => {
      expect(() => listen(plain, { port: 0, host })).toThrow(
        expect.objectContaining({ code: 'not-allowed', remedy: expect.stringContaining('"host"') }),
      );
    },
  );

  it('says when a port is taken', async () => {
    const first = await listen(plain, { port: 0 });
    await expect(listen(plain, { port: first.port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(String(first.port)),
    });
    expect(await (await fetch(first.url)).text()).toBe('here');
    await first.close();
  });
});
