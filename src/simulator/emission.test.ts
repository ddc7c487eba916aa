import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { standStill, untilDone, useFakeClock } from '../../test/fake-clock.ts';
import { nowMs } from '../base/clock.ts';
import { emit } from './emission.ts';

useFakeClock();

/** A response that takes everything; `destroy` is the client leaving. */
class Sink extends EventEmitter {
  destroyed = false;
  written: string[] = [];
  write(chunk: string): boolean {
    return this.written.push(chunk) > 0;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

function emission(due: number[], more: { frozenUntilMs?: () => number; count?: number } = {}) {
  const sink = new Sink();
  const at: number[] = [];
  const arrivedMs = nowMs();
  let begun = 0;
  const finished = new Promise<number>((resolve) => {
    emit({
      response: sink as unknown as ServerResponse,
      arrivedMs,
      chunks: due.slice(0, more.count ?? due.length).map((_, i) => `${i}`),
      due,
      begin: () => {
        begun += 1;
      },
      wrote: (_, atMs) => at.push(atMs - arrivedMs),
      done: () => resolve(nowMs() - arrivedMs),
      frozenUntilMs: more.frozenUntilMs ?? (() => 0),
    });
  });
  return { sink, at, finished, begun: () => begun, arrivedMs };
}

describe('emit', () => {
  it('writes each chunk once, in order, never early', async () => {
    const due = [0, 5, 5, 12, 30];
    const { sink, at, finished, begun } = emission(due);
    await untilDone(finished);
    expect(sink.written).toEqual(['0', '1', '2', '3', '4']);
    expect(at.every((ms, i) => ms >= (due[i] as number))).toBe(true);
    expect(begun()).toBe(1);
  });

  it('does not pass lateness on', async () => {
    const due = Array.from({ length: 40 }, (_, i) => i * 3);
    const { at, finished } = emission(due);
    // A stop of the whole thread in the middle.
    setTimeout(() => standStill(40), 20);
    await untilDone(finished);
    const late = at.map((ms, i) => ms - (due[i] as number));
    expect(Math.max(...late)).toBeGreaterThan(35);
    // chained timers would carry the stop, and about a millisecond a frame, to the end
    expect(late.at(-1)).toBeLessThan(5);
  });

  it('gives each of several due chunks a turn of its own', async () => {
    const { sink, finished } = emission([0, 0, 0]);
    const seen: number[] = [];
    const watch = () => {
      seen.push(sink.written.length);
      if (sink.written.length < 3) setImmediate(watch);
    };
    setImmediate(watch);
    await untilDone(finished);
    expect(seen.slice(0, 2)).toEqual([2, 3]);
  });

  it('is done at an instant of its own when one is given', async () => {
    const { sink, finished } = emission([0, 25], { count: 1 });
    expect(await untilDone(finished)).toBeGreaterThanOrEqual(25);
    expect(sink.written).toEqual(['0']);
  });

  it('writes nothing while frozen, and then what is overdue', async () => {
    const until = nowMs() + 40;
    const { at, finished, arrivedMs } = emission([0, 10, 20], { frozenUntilMs: () => until });
    await untilDone(finished);
    expect((at[0] as number) + arrivedMs).toBeGreaterThanOrEqual(until);
  });

  it('stops when the client leaves', async () => {
    const { sink } = emission([0, 10, 20]);
    sink.destroy();
    await vi.advanceTimersByTimeAsync(40);
    expect(sink.written).toEqual(['0']);
  });
});
