import { mkdtempSync, rmSync } from 'node:fs';
import { arch, constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canIsolate, unlessIsolated } from '../../test/made-up/can-isolate.ts';
import { createSandbox } from './create-sandbox.ts';
import { seccompFilter } from './seccomp-filter.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-calls-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const limits = { wallSeconds: 10, memoryMb: 256, outputKb: 32, filesMb: 4, processes: 48 };
const sandbox = createSandbox({ folder, nodePath: process.execPath, searchPath: process.env['PATH'] ?? '' });
const python = (source: string) =>
  sandbox.run({ command: ['python3', 'main.py'], files: { 'main.py': source }, readable: [], limits }, '');
const has = await canIsolate(sandbox, 'python3');
const isFiltered = has && (await sandbox.sandboxIsolation()).system_calls === 'filtered';

describe.skipIf(!isFiltered)(`system calls${unlessIsolated(isFiltered, 'filter of them')}`, () => {
  it('that lead out of namespaces are refused', async () => {
    const source = `
import ctypes, errno, socket
libc = ctypes.CDLL(None, use_errno=True)
def said(result): return 'done' if result >= 0 else errno.errorcode[ctypes.get_errno()]
print('io_uring', said(libc.syscall(425, 4, 0)))
print('user namespace', said(libc.unshare(0x10000000)))
print('clone', said(libc.syscall(${arch() === 'x64' ? 56 : 220}, 0x10000000 | 17, 0, 0, 0, 0)))
print('keys', said(libc.syscall(${arch() === 'x64' ? 250 : 219}, 0, -3, 1)))
for family in (40, 38, 17):
  try: socket.socket(family, socket.SOCK_STREAM, 0); print(family, 'done')
  except OSError as error: print(family, errno.errorcode[error.errno])`;
    const { stdout } = await python(source);
    expect(stdout).toBe(
      'io_uring EPERM\nuser namespace EPERM\nclone EPERM\nkeys EPERM\n40 EAFNOSUPPORT\n38 EAFNOSUPPORT\n17 EAFNOSUPPORT\n',
    );
  });
  it('that programs live by go through: threads, children, sockets of their own', async () => {
    const source = `
import socket, subprocess, threading
thread = threading.Thread(target=lambda: print('thread')); thread.start(); thread.join()
print(subprocess.run(['echo', 'child'], capture_output=True, text=True).stdout.strip())
a, b = socket.socketpair(); a.send(b'pair'); print(b.recv(9).decode())
socket.socket(socket.AF_INET).close()`;
    expect(await python(source)).toMatchObject({ end: 'exit', exitCode: 0, stdout: 'thread\nchild\npair\n' });
  });
});

describe('the filter', () => {
  it('is whole instructions whose jumps stay inside, and ends by allowing', () => {
    for (const machine of ['x64', 'arm64'])
      for (const denyMemfd of [true, false]) {
        const bytes = seccompFilter(machine, { denyMemfd });
        if (bytes === null) throw new Error(machine);
        const count = bytes.length / 8;
        expect(Number.isInteger(count)).toBe(true);
        for (let place = 0; place < count; place++)
          if ((bytes.readUInt16LE(place * 8) & 7) === 5)
            for (const jump of [bytes.readUInt8(place * 8 + 2), bytes.readUInt8(place * 8 + 3)])
              expect(place + 1 + jump).toBeLessThan(count);
        expect(bytes.readUInt32LE((count - 1) * 8 + 4)).toBe(0x7fff0000);
      }
  });
  it('is none where the numbers of calls are not known', () => {
    expect(seccompFilter('riscv64', { denyMemfd: true })).toBeNull();
    expect(constants.errno.EPERM).toBe(1);
  });
});
