/** What of a ledger depends on time: what is written later, and who is taken for gone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileLedger } from './file-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-ledger-time-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
let holders = 0;
const open = (path: string, isAlive = (_pid: number, _holder: string) => true) =>
  new FileLedger({ path, holder: `holder-${holders++}`, pid: process.pid, isAlive });
const claim = (nanousd: number, cap: number | null = 1000, scope = 'day') => [{ scope, nanousd, cap }];
const minutes = (n: number) => n * 60_000;

let path = '';
beforeEach(() => {
  path = join(folder, `${files++}.db`);
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    now: Date.UTC(2026, 10, 28),
  });
});
afterEach(() => void vi.useRealTimers());

describe('what is spent without a cap', () => {
  it('is seen by others a quarter of a second later', async () => {
    const [a, b] = [open(path), open(path)];
    a.reserve(claim(70, null));
    a.settle([{ scope: 'day', held: 70, spent: 60 }]);
    expect([a.taken(['day']), b.taken(['day'])]).toEqual([[60], [0]]);
    vi.advanceTimersByTime(249);
    expect(b.taken(['day'])).toEqual([0]);
    vi.advanceTimersByTime(1);
    expect(b.taken(['day'])).toEqual([60]);
    for (const ledger of [a, b]) await ledger.close();
  });

  it('is written once for all that was settled meanwhile', async () => {
    const [a, b] = [open(path), open(path)];
    for (let i = 0; i < 100; i++) {
      a.reserve(claim(2, null, `scope ${i % 3}`));
      a.settle([{ scope: `scope ${i % 3}`, held: 2, spent: 1 }]);
    }
    expect(vi.getTimerCount()).toBe(3);
    vi.advanceTimersByTime(250);
    expect(b.taken(['scope 0', 'scope 1', 'scope 2'])).toEqual([34, 33, 33]);
    expect(vi.getTimerCount()).toBe(2);
    for (const ledger of [a, b]) await ledger.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what is reserved under a cap', () => {
  it('is seen by others at once, with one per cent more, which is given back when all is settled', async () => {
    const [a, b] = [open(path), open(path)];
    expect(a.reserve(claim(500))).toBe('go');
    expect([a.taken(['day']), b.taken(['day'])]).toEqual([[500], [510]]);
    a.settle([{ scope: 'day', held: 500, spent: 20 }]);
    expect(b.taken(['day'])).toEqual([510]);
    vi.advanceTimersByTime(250);
    expect(b.taken(['day'])).toEqual([20]);
    for (const ledger of [a, b]) await ledger.close();
  });

  it('takes no more beside it than there is room for', async () => {
    const [a, b] = [open(path), open(path)];
    expect(a.reserve(claim(995))).toBe('go');
    expect(b.taken(['day'])).toEqual([1000]);
    expect(a.reserve(claim(5))).toBe('go');
    expect(a.reserve(claim(1))).toBe('wait');
    for (const ledger of [a, b]) await ledger.close();
  });

  it('is held to the lowest cap that is asked for, whatever was reserved under a higher one', async () => {
    const ledger = open(path);
    expect(ledger.reserve(claim(100))).toBe('go');
    expect(ledger.reserve(claim(5, 103))).toBe('wait');
    ledger.settle([{ scope: 'day', held: 100, spent: 100 }]);
    expect(ledger.reserve(claim(5, 103))).toBe('stop');
    expect(ledger.reserve(claim(3, 103))).toBe('go');
    await ledger.close();
  });
});

describe('a holder', () => {
  it('that was silent for ten minutes is gone, whoever has its process id now, and what it held counts as spent', async () => {
    const silent = open(path);
    expect(silent.reserve(claim(800))).toBe('go');
    vi.clearAllTimers();
    const next = open(path);
    expect(next.reserve(claim(300))).toBe('wait');
    vi.setSystemTime(Date.now() + minutes(11));
    expect(next.reserve(claim(300))).toBe('stop');
    expect(next.taken(['day'])).toEqual([810]);
    await next.close();
    await silent.close();
  });

  it('that says every minute that it is there is not', async () => {
    const [busy, next] = [open(path), open(path)];
    expect(busy.reserve(claim(800))).toBe('go');
    vi.advanceTimersByTime(minutes(30));
    expect(next.reserve(claim(300))).toBe('wait');
    busy.settle([{ scope: 'day', held: 800, spent: 0 }]);
    vi.advanceTimersByTime(250);
    expect(next.reserve(claim(300))).toBe('go');
    for (const ledger of [busy, next]) await ledger.close();
  });

  it('is looked for once a second at most, and only when there is no room', async () => {
    const asked = vi.fn(() => true);
    const [other, ledger] = [open(path), open(path, asked)];
    expect(other.reserve(claim(600))).toBe('go');
    expect(ledger.reserve(claim(100))).toBe('go');
    expect(asked).not.toHaveBeenCalled();
    for (let i = 0; i < 5; i++) expect(ledger.reserve(claim(500))).toBe('wait');
    expect(asked).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() + 1000);
    expect(ledger.reserve(claim(500))).toBe('wait');
    expect(asked).toHaveBeenCalledTimes(2);
    for (const each of [other, ledger]) await each.close();
  });
});
