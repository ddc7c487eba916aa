import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import { AttemptStream, type SettledAttempt } from './attempt-stream.ts';

const itemOf = (repeat: number): SettledAttempt => ({
  attempt: madeUpAttempt({ repeat }),
  call: { targetIndex: 0, caseIndex: 0, repeat, isWarmup: false },
  waitMs: null,
});
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

async function readAll(stream: AttemptStream, into: number[] = []) {
  for await (const { attempt } of stream) into.push(attempt.repeat);
  return into;
}

describe('attempts on their way to the reader', () => {
  it('come once each and in order, however pushing and reading fall together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(5), { maxLength: 20 }), async (bursts) => {
        const stream = new AttemptStream(() => {});
        const reading = readAll(stream);
        let next = 0;
        for (const burst of bursts) {
          for (let i = 0; i < burst; i++) stream.push(itemOf(next++));
          await turn();
        }
        stream.end();
        expect(await reading).toEqual(Array.from({ length: next }, (_, i) => i));
      }),
      { numRuns: 50 },
    );
  });

  it('that were pushed before the end are still read after it', async () => {
    const stream = new AttemptStream(() => {});
    stream.push(itemOf(1));
    stream.push(itemOf(2));
    stream.end();
    expect(await readAll(stream)).toEqual([1, 2]);
  });

  it('end with the first failure, once what came before is read', async () => {
    const stream = new AttemptStream(() => {});
    const read: number[] = [];
    stream.push(itemOf(1));
    stream.fail(new Error('the first'));
    stream.fail(new Error('the second'));
    await expect(readAll(stream, read)).rejects.toThrow('the first');
    expect(read).toEqual([1]);
  });

  it('wake a reader that waits when they fail', async () => {
    const stream = new AttemptStream(() => {});
    const ends = expect(readAll(stream)).rejects.toThrow('gone');
    await turn();
    stream.fail(new Error('gone'));
    await ends;
  });
});

describe('a reader that falls behind', () => {
  it('holds the lanes at a thousand attempts, and lets them go on as it takes them', async () => {
    let drained = 0;
    const stream = new AttemptStream(() => drained++);
    for (let i = 0; i < 1023; i++) stream.push(itemOf(i));
    expect(stream.isFull).toBe(false);
    stream.push(itemOf(1023));
    expect(stream.isFull).toBe(true);
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    expect(stream.isFull).toBe(false);
    expect(drained).toBe(1);
    await reader.return(undefined);
  });

  it('tells who waits that it has settled all it was given, before it waits itself', async () => {
    const pushed: number[] = [];
    const stream = new AttemptStream(() => {
      // a call that waited for the one before goes as soon as that is settled
      if (pushed.length === 0 || pushed.length >= 3) return;
      pushed.push(pushed.length);
      stream.push(itemOf(pushed.length - 1));
    });
    const reading = readAll(stream);
    await turn();
    pushed.push(0);
    stream.push(itemOf(0));
    await turn();
    stream.end();
    expect(await reading).toEqual([0, 1, 2]);
  });
});
