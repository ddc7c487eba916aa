import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch } from '../guarded-fetch.ts';
import { addressProblem, addressRules, checkHost, guardedLookup } from './guarded-lookup.ts';

const open = addressRules({});
const strict = addressRules({ ASSAY_PRIVATE_ADDRESSES: 'refuse' });

it('refuses metadata always, and private addresses by the setting, which it names', () => {
  expect(addressProblem('169.254.169.254', open)).toContain('never called');
  expect(addressProblem('127.0.0.1', open)).toBeNull();
  expect(addressProblem('127.0.0.1', strict)).toContain('ASSAY_PRIVATE_ADDRESSES=refuse');
  expect(addressProblem('8.8.8.8', strict)).toBeNull();
});

it('looks at hosts that are addresses themselves', () => {
  expect(checkHost('[::ffff:a9fe:a9fe]', open)?.code).toBe('ASSAY_ADDRESS');
  expect(checkHost('metadata.google.internal', open)?.code).toBe('ASSAY_ADDRESS');
  expect(checkHost('127.0.0.1', strict)?.code).toBe('ASSAY_ADDRESS');
  // what a name leads to is seen by the lookup
  expect(checkHost('localhost', strict)).toBeNull();
});

describe('guardedLookup', () => {
  const ask = (addresses: string[], rules = open, all = false) =>
    new Promise((resolve) => {
      const lookup = guardedLookup(rules, (_, __, callback) =>
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      );
      lookup('rebound.example', { all }, (error, found) => resolve(error?.message ?? found));
    });

  it('gives what may be asked', async () => {
    expect(await ask(['10.0.0.1', '8.8.8.8'])).toBe('10.0.0.1');
    expect(await ask(['8.8.8.8'], open, true)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it('refuses a name of which one address is refused', async () => {
    expect(await ask(['8.8.8.8', '169.254.169.254'], open, true)).toMatch(
      /^rebound\.example resolves to 169\.254/,
    );
    expect(await ask(['8.8.8.8', 'fd00:ec2::254'])).toContain('never called');
    expect(await ask(['10.0.0.1'], strict)).toContain('ASSAY_PRIVATE_ADDRESSES=refuse');
  });
});

describe('guardedFetch', () => {
  let server: Server;
  let url: string;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((_, response) => {
      asked++;
      response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => server.close());

  it('follows no redirect', async () => {
    expect((await guardedFetch({})(url)).status).toBe(307);
  });

  it('connects to no private address where that is refused', async () => {
    const before = asked;
    const fetch = guardedFetch({ ASSAY_PRIVATE_ADDRESSES: 'refuse' });
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ASSAY_ADDRESS' } });
    await expect(fetch(url.replace('localhost', '127.0.0.1'))).rejects.toMatchObject({
      code: 'ASSAY_ADDRESS',
    });
    expect(asked).toBe(before);
  });
});
