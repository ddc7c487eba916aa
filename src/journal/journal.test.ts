import { appendFile, mkdtemp, open, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../contract/attempt.ts';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import { openJournal, readJournal, type JournalFile } from './journal.ts';

const attempt = (caseId: string): Attempt => madeUpAttempt({ caseId });

async function path(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'journal-')), 'journal.jsonl');
}

async function idsIn(file: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { caseId } of readJournal(file)) ids.push(caseId);
  return ids;
}

describe('journal', () => {
  it('gives back what was appended, in order', async () => {
    const file = await path();
    const journal = await openJournal(file);
    const ids = Array.from({ length: 500 }, (_, i) => `case-${i}`);
    await Promise.all(ids.map((id) => journal.append(attempt(id))));
    await journal.close();
    expect(await idsIn(file)).toEqual(ids);
  });

  it('has an attempt on disk when append resolves', async () => {
    const file = await path();
    const journal = await openJournal(file);
    await journal.append(attempt('one'));
    expect(await readFile(file, 'utf8')).toContain('"one"');
    await journal.close();
  });

  it('skips a last line that was cut, wherever it was cut, and goes on after it', async () => {
    const line = `${JSON.stringify(attempt('cut'))}\n`;
    for (let kept = 1; kept < line.length - 1; kept += 7) {
      const file = await path();
      await writeFile(file, `${JSON.stringify(attempt('whole'))}\n${line}`);
      await truncate(file, line.length + JSON.stringify(attempt('whole')).length + 1 - (line.length - kept));
      const journal = await openJournal(file);
      await journal.append(attempt('next'));
      await journal.close();
      expect(await idsIn(file), `kept ${kept} bytes`).toEqual(['whole', 'next']);
    }
  });

  it.each([
    ['NULs in place of lines', ['one', '\0'.repeat(300), 'two'], ['one', 'two'], [2]],
    ['NULs before a line that is whole', ['one', `${'\0'.repeat(300)}two`], ['one', 'two'], [2]],
    ['NULs at the end', ['one', '\0'.repeat(300)], ['one'], [2]],
    ['a line with NULs in it', ['one', '{"runId":"\0\0\0'], ['one'], [2]],
    [
      'JSON that is no attempt',
      ['null', '5', '"x"', '[]', '{}', '{"phase":1}', '{"batch":null}', 'one'],
      ['one'],
      [1, 2, 3, 4, 5, 6, 7],
    ],
    ['what is no JSON', ['<html>', 'one'], ['one'], [1]],
    [
      'what one process left unfinished',
      ['{"runId":"half a li', 'one', '{"runId":"01a22d3d","repeat":', '{"a":tr'],
      ['one'],
      [],
    ],
  ])('tells of %s, and reads all others', async (_what, lines, found, damaged) => {
    const file = await path();
    const text = lines.map((line) => line.replace(/(one|two)$/, (id) => JSON.stringify(attempt(id))));
    await writeFile(file, text.join('\n'));
    const ids: string[] = [];
    const told: number[] = [];
    for await (const { caseId } of readJournal(file, { onDamage: (line) => told.push(line) }))
      ids.push(caseId);
    expect(ids).toEqual(found);
    expect(told).toEqual(damaged);
  });

  it('gives text whole that was written with half characters', async () => {
    const file = await path();
    await writeFile(file, `${JSON.stringify(attempt('a\ud83d'))}\n`);
    expect(await idsIn(file)).toEqual(['a\ufffd']);
  });

  it('reads a file that is not there as empty, and blank lines as nothing', async () => {
    const file = await path();
    expect(await idsIn(file)).toEqual([]);
    await appendFile(file, '\n\n');
    expect(await idsIn(file)).toEqual([]);
  });

  it('says what to do when it cannot write', async () => {
    const journal = await openJournal('/dev/full');
    await expect(journal.append(attempt('x'))).rejects.toMatchObject({
      code: 'journal-failed',
      remedy: expect.stringContaining('disk'),
    });
    await journal.close();
  });

  it('waits while the disk is full, says so, and has every attempt once when there is room again', async () => {
    const file = await path();
    let full = 0;
    const told: (string | null)[] = [];
    const journal = await openJournal(file, {
      pauseMs: 1,
      giveUp: new AbortController().signal,
      trouble: (message) => told.push(message),
      open: async (name) => {
        const handle = await open(name, 'a+');
        const appendFile: JournalFile['appendFile'] = async (text) => {
          if (full === 0) return handle.appendFile(text);
          full--;
          await handle.appendFile(String(text).slice(0, 40));
          throw new Error('ENOSPC: no space left on device');
        };
        return {
          appendFile,
          datasync: () => handle.datasync(),
          truncate: (size) => handle.truncate(size),
          stat: handle.stat.bind(handle),
          read: handle.read.bind(handle),
          close: () => handle.close(),
        };
      },
    });
    await journal.append(attempt('before'));
    full = 5;
    const waiting = ['a', 'b', 'c'].map((id) => journal.append(attempt(id)));
    await setImmediate();
    await Promise.all(waiting);
    expect(journal.isBlocked).toBe(false);
    expect(told).toEqual([expect.stringContaining('ENOSPC'), null]);
    await journal.close();
    expect(await idsIn(file)).toEqual(['before', 'a', 'b', 'c']);
    expect(await readFile(file, 'utf8')).not.toContain('\n\n');
  });

  it('gives up what cannot be written when the run is to stop', async () => {
    const stop = new AbortController();
    const journal = await openJournal('/dev/full', { pauseMs: 60_000, giveUp: stop.signal });
    const appended = journal.append(attempt('lost'));
    setTimeout(() => stop.abort(), 5);
    await expect(appended).rejects.toMatchObject({ code: 'journal-failed' });
    await journal.close();
  });
});
