/** Against a server on loopback that speaks the published shape of the hub's API. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PlacedRow } from './read-table.ts';
import { hubSource, readHub, type HubOptions, type HubSource } from './hub-rows.ts';

let server: Server;
let address = '';
let asked: URL[] = [];
let tokens: (string | undefined)[] = [];
/** Statuses given before the next answers. */
let faults: number[] = [];

const total = 250;
const parts = [
  { dataset: 'open/sums', config: 'main', split: 'train' },
  { dataset: 'open/sums', config: 'main', split: 'test' },
  { dataset: 'open/many', config: 'a', split: 'test' },
  { dataset: 'open/many', config: 'b', split: 'test' },
  { dataset: 'open/odd', config: 'default', split: 'train' },
];

function answer(url: URL): [number, unknown] {
  const dataset = url.searchParams.get('dataset');
  const found = parts.filter((part) => part.dataset === dataset);
  if (found.length === 0) return [404, { error: `The dataset does not exist: ${dataset}.` }];
  if (url.pathname === '/splits') return [200, { splits: found, pending: [], failed: [] }];
  if (dataset === 'open/odd') return [200, { rows: 'none' }];
  const [offset, length] = ['offset', 'length'].map((name) => Number(url.searchParams.get(name))) as [
    number,
    number,
  ];
  if (length > 100) return [422, { error: "Parameter 'length' must not be greater than 100" }];
  const rows = Array.from({ length: Math.max(0, Math.min(length, total - offset)) }, (_, i) => ({
    row_idx: offset + i,
    row: { question: `Q${offset + i}`, answer: `work\n#### ${offset + i}` },
    truncated_cells: offset + i === 7 ? ['question'] : [],
  }));
  const features = ['question', 'answer'].map((name, feature_idx) => ({
    feature_idx,
    name,
    type: { dtype: 'string', _type: 'Value' },
  }));
  return [200, { features, rows, num_rows_total: total, num_rows_per_page: 100, partial: false }];
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub');
    asked.push(url);
    tokens.push(request.headers.authorization);
    const fault = faults.shift();
    const [status, body] = fault === undefined ? answer(url) : [fault, { error: 'busy' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  [asked, tokens, faults] = [[], [], []];
});

async function read(source: HubSource, more: Partial<HubOptions> = {}): Promise<PlacedRow[]> {
  const rows: PlacedRow[] = [];
  const options = { address, limit: 1000, pauseMs: 1, cut: () => {}, ...more };
  for await (const row of readHub(source, options)) rows.push(row);
  return rows;
}

describe('hf:// addresses', () => {
  it.each([
    ['hf://open/sums', { dataset: 'open/sums' }],
    ['hf://open/sums/main', { dataset: 'open/sums', config: 'main' }],
    ['hf://open/sums/main/test', { dataset: 'open/sums', config: 'main', split: 'test' }],
    ['sums.jsonl', null],
  ])('%s', (text, source) => expect(hubSource(text)).toEqual(source));
  it.each(['hf://sums', 'hf://', 'hf://a/b/c/d/e'])('%s is none', (text) =>
    expect(() => hubSource(text)).toThrow('is not a data set'),
  );
});

describe('rows of the hub', () => {
  it('come page by page, in order, without those that are cut short', async () => {
    const cut: unknown[] = [];
    const rows = await read(
      { dataset: 'open/sums', config: 'main', split: 'test' },
      { cut: (place, cells) => cut.push([place, cells]) },
    );
    expect(rows).toHaveLength(total - 1);
    expect(rows[7]).toEqual({ place: 9, row: { question: 'Q8', answer: 'work\n#### 8' } });
    expect(cut).toEqual([[8, ['question']]]);
    expect(asked.map((url) => url.searchParams.get('offset'))).toEqual(['0', '100', '200']);
    expect(tokens).toEqual([undefined, undefined, undefined]);
  });

  it('are no more than wanted, and asked for with a token where there is one', async () => {
    expect(await read({ dataset: 'open/sums' }, { limit: 120, token: 'secret' })).toHaveLength(119);
    expect(asked.map(({ pathname }) => pathname)).toEqual(['/splits', '/rows', '/rows']);
    expect(asked[2]?.searchParams.get('length')).toBe('20');
    expect(asked[2]?.searchParams.get('split'), 'test, not train').toBe('test');
    expect(new Set(tokens)).toEqual(new Set(['Bearer secret']));
  });

  it('are asked for again while the hub is busy, but not for ever', async () => {
    faults = [429, 503];
    expect(await read({ dataset: 'open/sums', config: 'main', split: 'test' }, { limit: 5 })).toHaveLength(5);
    faults = Array.from({ length: 9 }, () => 500);
    await expect(read({ dataset: 'open/sums' })).rejects.toThrow('open/sums cannot be fetched: busy');
  });

  it.each([
    ['which part is meant', { dataset: 'open/many' }, /several parts/, /a\/test, b\/test/],
    [
      'that a config is not there',
      { dataset: 'open/many', config: 'c' },
      /no config "c"/,
      /a\/test, b\/test/,
    ],
    ['that a data set is not there', { dataset: 'open/none' }, /does not exist/, /Check owner/],
  ])('say %s', async (_, source, message, remedy) => {
    const error = {
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    } as unknown;
    await expect(read(source)).rejects.toMatchObject(error as object);
  });

  it('are refused in another shape, and when nobody answers', async () => {
    await expect(read({ dataset: 'open/odd' })).rejects.toThrow(/unexpected form: `rows`/);
    await expect(read({ dataset: 'open/sums' }, { address: 'http://127.0.0.1:9' })).rejects.toThrow(
      'cannot be fetched',
    );
  });
});
