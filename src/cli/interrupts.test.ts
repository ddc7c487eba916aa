import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { catchInterrupts, untilInterrupted } from './interrupts.ts';

const hostOf = () => new EventEmitter() as unknown as NodeJS.Process;

describe('catchInterrupts', () => {
  it('stops at the first signal, kills at the second, and says so once', () => {
    const host = hostOf();
    const onStop = vi.fn();
    const { stop, kill } = catchInterrupts(host, onStop);
    host.emit('SIGINT', 'SIGINT');
    expect([stop.aborted, kill.aborted]).toEqual([true, false]);
    host.emit('SIGTERM', 'SIGTERM');
    expect(kill.aborted).toBe(true);
    expect(onStop).toHaveBeenCalledTimes(1);
  });
  it('can be asked without a signal, and leaves no listener', () => {
    const host = hostOf();
    const interrupts = catchInterrupts(host, () => {});
    interrupts.ask();
    expect(interrupts.stop.aborted).toBe(true);
    interrupts.release();
    expect(host.eventNames()).toEqual([]);
  });
});

describe('untilInterrupted', () => {
  it('resolves at the first signal', async () => {
    const host = hostOf();
    const done = untilInterrupted(host);
    host.emit('SIGTERM', 'SIGTERM');
    await done;
    expect(host.eventNames()).toEqual([]);
  });
});
