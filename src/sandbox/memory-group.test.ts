import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryHierarchy, openMemoryGroup } from './memory-group.ts';

const limits = { bytes: 64 * 1024 * 1024, processes: 9 };
let mount: string;
beforeEach(() => void (mount = mkdtempSync(join(tmpdir(), 'assay-group-test-'))));
afterEach(() => rmSync(mount, { recursive: true, force: true }));

describe('where memory is counted', () => {
  it('is the memory hierarchy of version 1 where there is one', () => {
    const groups = '9:name=systemd:/\n4:memory:/jobs/a:b\n0::/\n';
    const mounts =
      '30 24 0:26 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n31 24 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n';
    expect(memoryHierarchy(groups, mounts)).toEqual({
      version: 1,
      mount: '/sys/fs/cgroup/memory',
      own: '/sys/fs/cgroup/memory/jobs/a:b',
    });
  });
  it('is the one tree of version 2 otherwise', () => {
    const mounts = '30 24 0:26 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw\n';
    expect(memoryHierarchy('0::/user.slice/x.scope\n', mounts)).toEqual({
      version: 2,
      mount: '/sys/fs/cgroup',
      own: '/sys/fs/cgroup/user.slice/x.scope',
    });
  });
  it('is nowhere without either', () => {
    expect(memoryHierarchy('', '')).toBeNull();
    expect(memoryHierarchy('0::/\n', '30 24 0:26 / /proc rw - proc proc rw\n')).toBeNull();
  });
});

describe('a group', () => {
  it('is not made where no folder hands the memory controller on, and leaves nothing behind', () => {
    const own = join(mount, 'a', 'b');
    mkdirSync(own, { recursive: true });
    expect(openMemoryGroup('g', limits, { version: 2, mount, own })).toBeNull();
    for (const folder of [own, dirname(own), mount]) expect(existsSync(join(folder, 'g'))).toBe(false);
    expect(openMemoryGroup('g', limits, null)).toBeNull();
  });
});

const real = openMemoryGroup(`assay-test-${process.pid}`, limits);
describe.skipIf(real === null)(
  `the kernel's groups${real === null ? ' (skipped: none may be made here)' : ''}`,
  () => {
    it('take a limit, tell whether it was passed, and go away', async () => {
      if (real === null) throw new Error('no group');
      const folder = dirname(real.joinFile);
      const limit = ['memory.max', 'memory.limit_in_bytes']
        .map((name) => join(folder, name))
        .find(existsSync);
      expect(readFileSync(limit ?? '', 'utf8').trim()).toBe(String(limits.bytes));
      expect(real.wasExceeded()).toBe(false);
      await real.remove();
      expect(existsSync(folder)).toBe(false);
      expect(() => writeFileSync(real.joinFile, '0')).toThrow('ENOENT');
    });
  },
);
