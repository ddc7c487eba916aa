import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import fc from 'fast-check';
import type { RunDetail, RunList } from '../../../src/contract/run-listing.ts';
import { addressOf, ApiError, get, post } from './api.ts';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const asked = vi.fn<typeof fetch>();

vi.stubGlobal('window', {});
vi.stubGlobal('fetch', asked);
afterEach(() => {
  asked.mockReset();
});

describe('addresses', () => {
  it('are decoded to what they were made of, whatever ids and queries hold', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(word, word, word, (id, caseId, search) => {
        const blind = addressOf('/api/runs/{id}/blind/{caseId}', {
          params: { id, caseId },
          query: { search },
        });
        const { pathname, searchParams } = new URL(blind.replaceAll(/%2E/gi, '%252E'), 'http://localhost');
        const [, , , first, , second] = pathname.split('/');
        expect([first, second]).toEqual([encodeURIComponent(id), encodeURIComponent(caseId)]);
        expect(searchParams.get('search')).toBe(search);
      }),
    );
  });

  it('have nothing behind them when nothing is asked for', () => {
    expect(addressOf('/api/runs', {})).toBe('/api/runs');
    expect(addressOf('/api/runs/{id}/grid', { params: { id: 'latest' }, query: { right: undefined } })).toBe(
      '/api/runs/latest/grid',
    );
  });
});

describe('asking', () => {
  it('gives what the route answers, with its type', async () => {
    asked.mockResolvedValue(answer(200, { runs: [] }));
    const list = await get('/api/runs', {});
    expectTypeOf(list).toEqualTypeOf<RunList>();
    expectTypeOf(get<'/api/runs/{id}'>).returns.toEqualTypeOf<Promise<RunDetail>>();
    expect(list).toEqual({ runs: [] });
  });

  it('knows what a route takes', () => {
    // @ts-expect-error: no such route
    void (() => get('/api/nothing', {}));
    // @ts-expect-error: the run is not named
    void (() => get('/api/runs/{id}', {}));
    // @ts-expect-error: no such filter
    void (() => get('/api/runs/{id}/grid', { params: { id: 'x' }, query: { outcom: 'wrong' } }));
    expect(asked).not.toHaveBeenCalled();
  });

  it('takes the request that the boot script began, once', async () => {
    window.assayFirstFetch = { url: '/api/runs', response: Promise.resolve(answer(200, { runs: [] })) };
    await get('/api/runs', {});
    expect(asked).not.toHaveBeenCalled();
    asked.mockResolvedValue(answer(200, { runs: [] }));
    await get('/api/runs', {});
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('sends a body as JSON, and shows that its own page asks', async () => {
    asked.mockResolvedValue(answer(200, { stopping: true }));
    await post('/api/runs/{id}/stop', { params: { id: 'a/b' } });
    const [url, init] = asked.mock.calls[0] ?? [];
    expect(url).toBe('/api/runs/a%2Fb/stop');
    expect(init).toMatchObject({ method: 'POST', headers: { 'x-assay': expect.anything() } });
    expect(init).not.toHaveProperty('body');
  });

  it.each([
    [404, { error: { code: 'run-not-found', message: 'There is no run "x".', remedy: 'See the list.' } }],
    [500, 'no JSON of ours'],
  ])('fails with status %i, and with what the server says', async (status, body) => {
    asked.mockResolvedValue(answer(status, body));
    const error = await get('/api/runs/{id}', { params: { id: 'x' } }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status,
      message: typeof body === 'string' ? `The server answered ${status}.` : body.error.message,
    });
  });

  it('tells a server that is gone from a request that was given up', async () => {
    asked.mockRejectedValue(new TypeError('fetch failed'));
    await expect(get('/api/runs', {})).rejects.toMatchObject({ name: 'ApiError', status: 0 });
    asked.mockRejectedValue(new DOMException('given up', 'AbortError'));
    await expect(get('/api/runs', {})).rejects.toMatchObject({ name: 'AbortError' });
  });
});
