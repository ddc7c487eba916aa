import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ledgerConformance } from '../../test/ledger-conformance.ts';
import { FileLedger } from './file-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
let holders = 0;
const freshFile = () => join(folder, `ledger-${files++}.db`);
const open = (path: string, isAlive = (_pid: number) => true) =>
  new FileLedger({ path, holder: `h${holders++}`, pid: process.pid, isAlive });

ledgerConformance('file', () => {
  const path = freshFile();
  return async () => open(path);
});

describe('FileLedger', () => {
  it('keeps what was spent beyond the end of its holders', async () => {
    const path = freshFile();
    const first = open(path);
    first.reserve([{ scope: 'day', nanousd: 70, cap: 100 }]);
    first.settle([{ scope: 'day', held: 70, spent: 60 }]);
    await first.close();
    const second = open(path);
    expect(second.taken(['day'])).toEqual([60]);
    expect(second.reserve([{ scope: 'day', nanousd: 50, cap: 100 }])).toBe('stop');
    expect(second.reserve([{ scope: 'day', nanousd: 40, cap: 100 }])).toBe('go');
    await second.close();
  });

  it('counts what a killed process had set aside as spent', () => {
    const path = freshFile();
    const source = `
      const { FileLedger } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'file-ledger.ts')).href)});
      const ledger = new FileLedger({ path: ${JSON.stringify(path)}, holder: 'dead', pid: process.pid, isAlive: () => true });
      ledger.reserve([{ scope: 'day', nanousd: 80, cap: 100 }]);
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', source]);
    expect(child.signal).toBe('SIGKILL');
    const living = open(path, () => true);
    expect(living.reserve([{ scope: 'day', nanousd: 30, cap: 100 }])).toBe('wait');
    const next = open(path, (pid) => pid !== child.pid);
    expect(next.reserve([{ scope: 'day', nanousd: 30, cap: 100 }])).toBe('stop');
    // and the little that is set aside so that not every call need be written
    expect(next.taken(['day'])).toEqual([81]);
  });

  it('says what cannot be opened', () => {
    expect(() => open(join(folder, 'no', 'such', 'folder.db'))).toThrow(/cannot open the ledger/);
  });
});
