import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ledgerConformance } from '../../test/ledger-conformance.ts';
import { smallDisk, type SmallDisk } from '../../test/made-up/small-disk.ts';
import { FileLedger } from './file-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const disk = smallDisk(512);
afterAll(() => disk?.remove());
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

  it('counts what a killed process had reserved as spent', () => {
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
    // and the little that is reserved so that not every call need be written
    expect(next.taken(['day'])).toEqual([81]);
  });

  it.skipIf(!disk)('waits while its disk is full, and has everything once there is room again', async () => {
    const { path, fill, makeRoom } = disk as SmallDisk;
    const file = join(path, 'ledger.db');
    const ledger = open(file);
    const told: (string | null)[] = [];
    ledger.onTrouble((message) => told.push(message));
    const claim = (nanousd: number) => [{ scope: 'day', nanousd, cap: 1000 }];
    expect(ledger.reserve(claim(100))).toBe('go');
    fill();
    // pages that are there already may still be written
    let asked = 1;
    while (ledger.reserve(claim(100 + asked)) === 'go' && asked < 5) {
      ledger.settle([{ scope: 'day', held: 100 + asked, spent: 0 }]);
      for (let other = 0; other < 200; other++)
        ledger.reserve([{ scope: `other ${asked} ${other}`, nanousd: 1, cap: 1000 }]);
      asked++;
    }
    expect(ledger.reserve(claim(300))).toBe('wait');
    expect(told).toEqual([expect.stringMatching(/full/)]);
    // what is spent meanwhile is not forgotten, and nothing was reserved in vain
    ledger.settle([{ scope: 'day', held: 100, spent: 90 }]);
    expect(ledger.taken(['day'])).toEqual([90]);
    const closing = new AbortController();
    makeRoom();
    expect(ledger.reserve(claim(910))).toBe('go');
    expect(told.at(-1)).toBeNull();
    ledger.settle([{ scope: 'day', held: 910, spent: 5 }]);
    fill();
    const closed = ledger.close(closing.signal);
    setTimeout(makeRoom, 400);
    await closed;
    const next = open(file);
    expect(next.taken(['day'])).toEqual([95]);
    await next.close();
  });

  it('says what cannot be opened', () => {
    expect(() => open(join(folder, 'no', 'such', 'folder.db'))).toThrow(/cannot open the ledger/);
  });
});
