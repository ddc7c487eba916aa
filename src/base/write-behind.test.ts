import { describe, expect, it } from 'vitest';
import { WriteBehind } from './write-behind.ts';

describe('WriteBehind', () => {
  it('writes in order, one at a time, and takes the next meanwhile', async () => {
    const ends: (() => void)[] = [];
    const begun: string[] = [];
    const behind = new WriteBehind((batch: string) => {
      begun.push(batch);
      return new Promise<void>((done) => ends.push(done));
    });
    await behind.add('a');
    const second = behind.add('b');
    await Promise.resolve();
    expect(begun).toEqual(['a']);
    ends[0]?.();
    await second;
    expect(begun).toEqual(['a', 'b']);
    ends[1]?.();
    await behind.end();
  });
  it('throws what a write met at the next call', async () => {
    const behind = new WriteBehind(() => Promise.reject(new Error('full')));
    await behind.add('a');
    await expect(behind.add('b')).rejects.toThrow('full');
    await expect(behind.end()).rejects.toThrow('full');
  });
});
