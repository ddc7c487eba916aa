import { describe, expect, it } from 'vitest';
import { FairnessWindow } from './pack.ts';

/** The last call that one of `calls` calls may begin when another has settled nothing; -1: none. */
function furthest(
  calls: number,
  nowMs = 0,
  change: (fairnessWindow: FairnessWindow) => void = () => undefined,
): number {
  const fairnessWindow = new FairnessWindow();
  const ahead = fairnessWindow.join(calls, 0);
  fairnessWindow.join(calls, 0);
  change(fairnessWindow);
  let call = 0;
  while (call < calls && fairnessWindow.readyAt(ahead, call, nowMs) <= nowMs) call++;
  return call - 1;
}

describe('Pack', () => {
  it('lets nobody begin more than 50 calls, or a tenth of them, ahead of what the slowest has settled', () => {
    expect([furthest(100), furthest(500), furthest(2000)]).toEqual([49, 49, 199]);
    expect(furthest(100, 0, (fairnessWindow) => fairnessWindow.settled(1, 0))).toBe(50);
  });

  it('waits for nobody who is held, is done, or has settled nothing for 20 s', () => {
    expect(furthest(100, 19_999)).toBe(49);
    expect(furthest(100, 20_000)).toBe(99);
    expect(furthest(100, 0, (fairnessWindow) => fairnessWindow.setOut(1, true))).toBe(99);
    const done = (fairnessWindow: FairnessWindow) => {
      for (let i = 0; i < 100; i++) fairnessWindow.settled(1, 0);
    };
    expect(furthest(100, 0, done)).toBe(99);
  });
});
