import { appendFile, mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../contract/attempt.ts';
import { openJournal, readJournal } from './journal.ts';

const attempt = (caseId: string): Attempt => ({ caseId, runId: 'r', attempt: 0 }) as unknown as Attempt;

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
});
