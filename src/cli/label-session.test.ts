import { describe, expect, it } from 'vitest';
import { ofTwo, scaleOf, yesNo, type Choices } from '../labels/choices.ts';
import { labelSession } from './label-session.ts';

/** A session of these keys; what was kept, in order, and what was printed. */
async function session(keys: string, choices: Choices = yesNo, items = ['p', 'q', 'r']) {
  const pressed = [...keys];
  const kept: [string, number | null][] = [];
  const lines: string[] = [];
  const labelled = await labelSession({
    items,
    total: items.length + 2,
    question: 'Right?',
    choices,
    show: async () => 'the answer',
    keep: async (item, value) => void kept.push([item, value]),
    nextKey: async () => pressed.shift() ?? null,
    print: (text) => void lines.push(text),
    nowMs: () => 0,
  });
  return { labelled, kept, text: lines.join('\n') };
}

describe('labelSession', () => {
  it('keeps what is said of each, says how far one is, and ends after the last', async () => {
    const { labelled, kept, text } = await session('yny');
    expect(labelled).toBe(3);
    expect(kept).toEqual([
      ['p', 1],
      ['q', 0],
      ['r', 1],
    ]);
    expect(text).toContain('3 of 5');
    expect(text).toContain('Right?  y yes · n no · s skip · u undo · q stop');
  });

  it('skips, takes back, tells of a wrong key and stops', async () => {
    const { labelled, kept, text } = await session('uxysunq');
    expect(kept).toEqual([
      ['p', 1],
      ['q', 0],
    ]);
    expect(labelled).toBe(2);
    expect(text).toContain('x is none of these keys.');
    expect((await session('yuuyq')).kept).toEqual([
      ['p', 1],
      ['p', null],
      ['p', 1],
    ]);
    expect((await session('')).labelled).toBe(0);
  });

  it('has keys for two answers and for levels', async () => {
    expect((await session('abt', ofTwo)).kept.map(([, value]) => value)).toEqual([1, 0, 0.5]);
    expect((await session('135', scaleOf(5))).kept.map(([, value]) => value)).toEqual([0, 0.5, 1]);
  });
});
