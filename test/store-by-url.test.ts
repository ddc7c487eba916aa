/** The store over HTTP: `@clickhouse/client` by URL against the real engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import { startClickHouse, type ClickHouseEndpoint } from './clickhouse/clickhouse-endpoint.ts';
import { describeResultStore } from './store-conformance.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-clickhouse-'));
let server: ClickHouseEndpoint;
beforeAll(async () => {
  server = await startClickHouse(folder);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describeResultStore('ClickHouse by URL', () => openStore({ url: server.url }));

describe('a results URL', () => {
  it('was what the rows went through', () => {
    expect(server.requests.get('INSERT')).toBeGreaterThan(5);
    expect(server.requests.get('SELECT')).toBeGreaterThan(5);
  });

  it.each([
    ['a wrong password', (url: string) => url.replace('bench:', 'bench:no'), /Authentication failed/],
    ['a database that is not there', (url: string) => url.replace('/assay', '/nowhere'), /nowhere/],
    ['nobody there', () => 'http://bench:pw@127.0.0.1:1/assay', /ECONNREFUSED/],
  ])('with %s is refused with what to do, and without the password', async (_what, change, says) => {
    const opened = openStore({ url: change(server.url) });
    await expect(opened).rejects.toMatchObject({
      code: 'store-failed',
      remedy: expect.any(String) as string,
    });
    await expect(opened).rejects.toThrow(says);
    await expect(opened).rejects.not.toThrow(/p%40ss|:pw@/);
  });
});

it('says what a results URL looks like', async () => {
  await expect(openStore({ url: 'clickhouse' })).rejects.toMatchObject({
    code: 'usage',
    message: '"clickhouse" is not the URL of a ClickHouse server.',
  });
});
