import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { applyDaily } from './apply-daily.ts';

const hourMs = 3_600_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('applies at the start and once a day, after what must not be disturbed, and goes on after a failure', async () => {
  let busy = false;
  let failing = false;
  const errors: unknown[] = [];
  const apply = vi.fn(async () => {
    if (failing) throw new Error('full');
  });
  const stop = applyDaily({ apply, isBusy: () => busy, onError: (error) => void errors.push(error) });
  await vi.advanceTimersByTimeAsync(0);
  expect(apply).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(23 * hourMs);
  expect(apply).toHaveBeenCalledTimes(1);
  busy = true;
  await vi.advanceTimersByTimeAsync(3 * hourMs);
  expect(apply).toHaveBeenCalledTimes(1);
  [busy, failing] = [false, true];
  await vi.advanceTimersByTimeAsync(hourMs);
  expect(apply).toHaveBeenCalledTimes(2);
  expect(errors).toHaveLength(1);
  failing = false;
  await vi.advanceTimersByTimeAsync(25 * hourMs);
  expect(apply).toHaveBeenCalledTimes(3);
  await stop();
  await vi.advanceTimersByTimeAsync(48 * hourMs);
  expect(apply).toHaveBeenCalledTimes(3);
});
