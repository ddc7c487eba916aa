import { expect, it } from 'vitest';
import type { HistorySeries } from '../../contract/history.ts';
import { HistoryCache, type HistoryLines } from './history-cache.ts';

const lines = (points: number): HistoryLines => ({
  series: [{ points: { length: points } } as unknown as HistorySeries],
  scores: [],
  notes: [],
});

function counting(points = 1) {
  let made = 0;
  const make = async () => {
    made++;
    return lines(points);
  };
  return { make, made: () => made };
}

it('answers the same question once for a state of the store, also for those who ask at once', async () => {
  const cache = new HistoryCache();
  const { make, made } = counting();
  const [a, b] = await Promise.all([cache.get('1', 'x', make), cache.get('1', 'x', make)]);
  expect(a).toBe(b);
  await cache.get('1', 'x', make);
  expect(made()).toBe(1);
  await cache.get('1', 'y', make);
  await cache.get('2', 'x', make);
  expect(made()).toBe(3);
});

it('keeps nothing where the state is not known, nor what failed', async () => {
  const cache = new HistoryCache();
  const { make, made } = counting();
  await cache.get(null, 'x', make);
  await cache.get(null, 'x', make);
  expect(made()).toBe(2);
  await expect(cache.get('1', 'x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await cache.get('1', 'x', make);
  expect(made()).toBe(3);
});

it('lets go of what was not asked for longest', async () => {
  const cache = new HistoryCache();
  const { make, made } = counting(200_000);
  for (const key of ['a', 'b', 'a', 'c']) await cache.get('1', key, make);
  expect(made()).toBe(3);
  await cache.get('1', 'a', make);
  expect(made()).toBe(3);
  await cache.get('1', 'b', make);
  expect(made()).toBe(4);
});
