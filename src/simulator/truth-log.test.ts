import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTruthLog } from './truth-log.ts';
import type { TruthEntry } from './truth-log.ts';

const entry = (tag: string): Omit<TruthEntry, 'seq'> => ({
  requestId: 'r',
  tag,
  model: 'm',
  wire: 'openai-chat',
  status: 200,
  fault: null,
  right: null,
  arrivedMs: 1,
  writes: [2],
  due: [2],
  kinds: 't',
  closedMs: 3,
  aborted: false,
});

describe('createTruthLog', () => {
  it('gives what came after a point, oldest first', () => {
    const log = createTruthLog();
    for (const tag of ['a', 'b', 'c']) log.add(entry(tag));
    expect(log.read(0).entries.map((e) => e.tag)).toEqual(['a', 'b', 'c']);
    expect(log.read(2)).toMatchObject({ next: 3, dropped: 0, entries: [{ seq: 3, tag: 'c' }] });
    expect(log.read(3).entries).toEqual([]);
  });

  it('forgets the oldest and says how many', () => {
    const log = createTruthLog({ capacity: 2 });
    for (const tag of ['a', 'b', 'c', 'd', 'e']) log.add(entry(tag));
    const { entries, dropped, next } = log.read(1);
    expect(entries.map((e) => e.tag)).toEqual(['d', 'e']);
    expect([dropped, next]).toEqual([2, 5]);
  });

  it('appends each entry to its file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'truth-')), 'truth.jsonl');
    for (const tag of ['a', 'b']) {
      const log = createTruthLog({ file });
      log.add(entry(tag));
      await log.close();
    }
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as TruthEntry).tag)).toEqual(['a', 'b']);
  });
});
