/** Memory that no process maps counts against the limit as well, with each set of walls that a machine may give. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canIsolate, unlessIsolated } from '../../test/made-up/can-isolate.ts';
import { createSandbox } from './create-sandbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-memory-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const limits = { wallSeconds: 20, memoryMb: 128, outputKb: 32, filesMb: 4, processes: 48 };

const programs = {
  'files in memory': `
import os, time
kept, held = [], 0
try:
  for i in range(100):
    file = os.memfd_create('x'); kept.append(file)
    for j in range(15): held += os.write(file, b'x' * 1000000) / 1000000
except Exception as error: print('refused', error)
time.sleep(0.5); print('held', int(held))`,
  'System V segments': `
import ctypes, time
libc = ctypes.CDLL(None, use_errno=True); libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]; libc.shmdt.argtypes = [ctypes.c_void_p]
held = 0
for i in range(30):
  segment = libc.shmget(0, 50 << 20, 0o1600)
  if segment < 0: print('refused', ctypes.get_errno()); break
  at = libc.shmat(segment, None, 0); ctypes.memset(at, 1, 50 << 20); libc.shmdt(at); held += 50
time.sleep(0.5); print('held', held)`,
  'the shared-memory folder': `
import time
held = 0
try:
  for i in range(100):
    with open('/dev/shm/%d' % i, 'wb', buffering=0) as file: held += file.write(b'x' * 1000000) / 1000000
except OSError as error: print('refused', error)
time.sleep(0.5); print('held', int(held))`,
  'mappings shared with nobody': `
import mmap, time
kept = []
for i in range(100):
  piece = mmap.mmap(-1, 15000000); piece.write(b'x' * 15000000); kept.append(piece)
time.sleep(0.5); print('held', 1500)`,
};

/** MB that the program says it got away with. */
const heldIn = (stdout: string): number => Number(/held (\d+)/.exec(stdout)?.[1] ?? 0);

const machines: ('control group' | 'filter')[][] = [
  [],
  ['control group'],
  ['filter'],
  ['control group', 'filter'],
];
for (const without of machines) {
  const sandbox = createSandbox({
    folder,
    nodePath: process.execPath,
    searchPath: process.env['PATH'] ?? '',
    without,
  });
  const has = await canIsolate(sandbox, 'python3');
  describe.skipIf(!has)(
    `memory, without ${without.join(' and ') || 'nothing'}${unlessIsolated(has, 'python3')}`,
    () => {
      it.each(Object.entries(programs))('held by %s', async (_what, source) => {
        const program = {
          command: ['python3', 'main.py'],
          files: { 'main.py': source },
          readable: [],
          limits,
        };
        const result = await sandbox.run(program, '');
        expect(['memory', 'exit']).toContain(result.end);
        if (result.end === 'memory') return;
        expect(result).toMatchObject({ end: 'exit', exitCode: 0 });
        expect(result.stdout).toContain('refused');
        expect(heldIn(result.stdout)).toBeLessThanOrEqual(limits.memoryMb);
      });
      it('lets a program have what it is allowed', async () => {
        const source = `import os\nfile = os.open('f', os.O_CREAT | os.O_RDWR); os.write(file, b'x' * 3000000)\nkept = bytearray(60000000); print(len(kept))`;
        const program = {
          command: ['python3', 'main.py'],
          files: { 'main.py': source },
          readable: [],
          limits,
        };
        expect(await sandbox.run(program, '')).toMatchObject({ end: 'exit', stdout: '60000000\n' });
      });
    },
  );
}
