import { describe, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { RowsRefused } from '../contract/rows-refused.ts';
import { openRemoteStore, type RemoteAddress } from './remote.ts';

const { run, cases, batch } = madeUp({ runId: 'r/1', targets: 1, cases: 4 });
const error = (code: string, status: number, remedy: string | null = null) =>
  Response.json({ error: { code, message: `it is ${code}`, remedy } }, { status });

/** Answers one after the other; the last one again and again. */
function storeAnswering(answers: (Response | Error)[], more: Partial<RemoteAddress> = {}) {
  const asked: Request[] = [];
  const store = openRemoteStore({
    url: 'http://127.0.0.1:4600',
    token: 'first',
    fetch: (request) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] as Response | Error;
      asked.push(request);
      if (answer instanceof Error) throw answer;
      return answer.clone();
    },
    ...more,
  });
  return { store, asked };
}

async function all<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const some of batches) rows.push(...some);
  return rows;
}

it('asks with the token, and writes what it is given', async () => {
  const { store, asked } = storeAnswering([Response.json({})]);
  await store.putRun(run, cases);
  await store.insert(batch);
  expect(asked.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([
    ['POST', '/api/ingest/run'],
    ['POST', '/api/ingest/samples'],
  ]);
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer first');
  expect(await asked[0]?.json()).toEqual({ run, cases });
});

it('asks for what is wanted, and nothing else', async () => {
  const page = { runs: [{ ...run, summary: { done: 1 } }], next_cursor: null };
  const { store, asked } = storeAnswering([Response.json(page)]);
  expect(await store.listRuns({ sinceMs: 5, untilMs: 9, suiteName: 'a & b' })).toEqual([run]);
  await store.listRuns();
  const after = { startedAtMs: 7.5, runId: 'r' };
  expect(await store.listings({ limit: 3, after, target: 'x', search: 'two words' })).toEqual(page);
  expect(asked.map(({ url }) => new URL(url).search)).toEqual([
    '?limit=200&since=5&until=9&suite=a+%26+b',
    '?limit=200',
    '?limit=3&cursor=7.5_r&q=two+words&target=x',
  ]);
});

it('asks for more runs than the server lists at once a page at a time', async () => {
  const runs = Array.from({ length: 1000 }, (_, i) => ({ ...run, run_id: `r${i}`, summary: null }));
  const { store, asked } = storeAnswering([
    Response.json({ runs, next_cursor: 'some' }),
    Response.json({ runs: runs.slice(0, 10), next_cursor: null }),
  ]);
  expect(await store.listRuns({ limit: 5000 })).toHaveLength(1010);
  expect(asked.map(({ url }) => new URL(url).search)).toEqual([
    '?limit=1000',
    `?limit=1000&cursor=${run.started_at_ms}_r999`,
  ]);
});

it('names runs and cases so that no name is a path', async () => {
  const { store, asked } = storeAnswering([Response.json({ samples: [] })]);
  await store.caseDetail('r/1', '../x?y#z');
  expect(new URL(asked[0]?.url ?? '').pathname).toBe('/api/runs/r%2F1/cases/..%2Fx%3Fy%23z');
});

describe('a run that is not there', () => {
  const { store } = storeAnswering([error('run-not-found', 404)]);
  it('has no rows', async () => {
    expect(await store.getRun('x')).toBeNull();
    expect(await store.cases('x')).toEqual([]);
    expect(await store.retried('x')).toEqual([]);
    expect(await store.table('x')).toBeNull();
    expect(await store.caseDetail('x', 'c')).toEqual([]);
    expect(await all(store.samples('x'))).toEqual([]);
    const grid = { runId: 'x', targetIds: [], offset: 0, limit: 1 };
    expect(await store.grid(grid)).toEqual({ total: 0, cases: [] });
  });
});

describe('rows', () => {
  const text = batch.samples.map((sample) => `${JSON.stringify(sample)}\n`).join('');
  /** Cut anywhere, also within a character. */
  const stream = (whole: string, size: number) => {
    const bytes = new TextEncoder().encode(whole);
    return new Response(
      new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
          controller.close();
        },
      }),
    );
  };

  it.each([1, 7, 4096, 1e6])('come whole, however they are cut (%d bytes)', async (size) => {
    const { store } = storeAnswering([stream(`{"name":"ö"}\n${text}`, size)]);
    expect(await all(store.samples('r'))).toEqual([{ name: 'ö' }, ...batch.samples]);
  });

  it('that end in the middle of one are not taken for all', async () => {
    const { store } = storeAnswering([stream(text.slice(0, -20), 64)]);
    await expect(all(store.samples('r'))).rejects.toMatchObject({ code: 'store-failed' });
  });
});

describe('a refusal', () => {
  it.each([
    ['usage', 400, 'usage', 'it is usage'],
    ['not-allowed', 403, 'not-allowed', 'it is not-allowed'],
    ['store-busy', 503, 'store-busy', 'it is store-busy'],
    // what only that process knows of is a failure of the store here
    ['key-missing', 400, 'store-failed', 'The server at http://127.0.0.1:4600 failed: it is key-missing'],
    ['internal', 500, 'store-failed', 'The server at http://127.0.0.1:4600 failed: it is internal'],
  ])('"%s" with %d is passed on as "%s"', async (code, status, as, message) => {
    const { store } = storeAnswering([error(code, status, 'do this')]);
    await expect(store.listRuns()).rejects.toMatchObject({ code: as, message, remedy: 'do this' });
  });

  it('without words is a failure with its status', async () => {
    const { store } = storeAnswering([new Response('<html>', { status: 502 })]);
    await expect(store.listRuns()).rejects.toThrow('status 502');
  });

  it('of rows is told from a store that fails', async () => {
    const refused = storeAnswering([error('usage', 422)]).store.insert(batch);
    await expect(refused).rejects.toBeInstanceOf(RowsRefused);
    const failed = storeAnswering([error('store-failed', 500)]).store.insert(batch);
    await expect(failed).rejects.not.toBeInstanceOf(RowsRefused);
  });
});

describe('a server that was started again', () => {
  const moved = { url: 'http://127.0.0.1:4700', token: 'second' };
  const fine = Response.json({ runs: [] });

  it.each([
    ['does not answer', new TypeError('fetch failed')],
    ['no longer knows the token', error('not-allowed', 401)],
  ])('is looked for when the old one %s, and asked from then on', async (_, answer) => {
    let looked = 0;
    const find = async () => (looked++, moved);
    const { store, asked } = storeAnswering([answer, fine], { find });
    await store.listRuns();
    await store.listRuns();
    expect(asked.map(({ url }) => new URL(url).port)).toEqual(['4600', '4700', '4700']);
    expect(asked.at(-1)?.headers.get('authorization')).toBe('Bearer second');
    expect(looked).toBe(1);
  });

  it.each([
    ['nobody is there', async () => null],
    ['it is the same one', async () => ({ url: 'http://127.0.0.1:4600', token: 'first' })],
  ])('is not asked twice where %s', async (_, find) => {
    const { store, asked } = storeAnswering([new TypeError('fetch failed')], { find });
    await expect(store.listRuns()).rejects.toMatchObject({
      code: 'store-failed',
      remedy: expect.stringContaining('still running'),
    });
    expect(asked).toHaveLength(1);
  });
});
