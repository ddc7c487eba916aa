import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { nowMs } from '../../base/clock.ts';
import { createOutbox } from './outbox.ts';

describe('outbox', () => {
  it('hands on what one turn brought in one batch, in order', async () => {
    const batches: number[][] = [];
    const put = createOutbox<number>((batch) => batches.push(batch));
    put(1);
    put(2);
    put(3);
    expect(batches).toEqual([]);
    await wait(5);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('under load wakes at most once a millisecond and loses nothing', async () => {
    const batches: number[][] = [];
    const put = createOutbox<number>((batch) => batches.push(batch));
    const fromMs = nowMs();
    let count = 0;
    while (nowMs() - fromMs < 30) {
      put(count++);
      await new Promise(setImmediate);
    }
    const tookMs = nowMs() - fromMs;
    await wait(10);
    expect(batches.flat()).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(batches.length).toBeLessThanOrEqual(tookMs + 2);
  });
});
