import { expect, it } from 'vitest';
import { wait } from './wait.ts';

const endsWithin = (waiting: Promise<void>, ms: number) =>
  Promise.race([waiting.then(() => true), new Promise((resolve) => setTimeout(resolve, ms, false))]);

it('ends after its time, at once when stopped, and not at once when its time is longer than a timer holds', async () => {
  const stop = new AbortController();
  expect(await endsWithin(wait(5, stop.signal), 1000)).toBe(true);
  const long = wait(2 ** 31 + 1000, stop.signal);
  expect(await endsWithin(long, 30)).toBe(false);
  stop.abort();
  expect(await endsWithin(long, 1000)).toBe(true);
  expect(await endsWithin(wait(60_000, stop.signal), 1000)).toBe(true);
});
