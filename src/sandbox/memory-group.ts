/** A control group for one program: the kernel counts all memory of its processes, whatever they hold it by, and ends them beyond the limit. */
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface MemoryGroup {
  /** Write a process's id (or 0 for oneself) into it and the process belongs to the group, with all that it starts. */
  joinFile: string;
  /** Whether the kernel has ended a process of the group for its memory. */
  wasExceeded(): boolean;
  /** After the last process is gone. */
  remove(): Promise<void>;
}

interface Hierarchy {
  version: 1 | 2;
  /** Where this process is; children may be made here or above. */
  own: string;
  mount: string;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

const write = (path: string, text: string): boolean => {
  try {
    writeFileSync(path, text);
    return true;
  } catch {
    return false;
  }
};

/** Fields of /proc/self/mountinfo: … mount point (5th) … `-` type source options. */
function mountOf(mountInfo: string, is: (type: string, options: string) => boolean): string | null {
  for (const line of mountInfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [type = '', , options = ''] = after.split(' ');
    if (is(type, options)) return before.split(' ')[4] ?? null;
  }
  return null;
}

/** Where memory is counted for this process; exported for its test. `groups` is /proc/self/cgroup, `mounts` /proc/self/mountinfo. */
export function memoryHierarchy(groups: string, mounts: string): Hierarchy | null {
  const lines = groups.split('\n').map((line) => line.split(':'));
  const old = lines.find(([, controllers = '']) => controllers.split(',').includes('memory'));
  if (old) {
    const mount = mountOf(
      mounts,
      (type, options) => type === 'cgroup' && options.split(',').includes('memory'),
    );
    return mount === null ? null : { version: 1, mount, own: join(mount, old.slice(2).join(':')) };
  }
  const unified = lines.find(([id]) => id === '0');
  const mount = mountOf(mounts, (type) => type === 'cgroup2');
  return unified && mount !== null
    ? { version: 2, mount, own: join(mount, unified.slice(2).join(':')) }
    : null;
}

/** Of version 2 only a folder whose parent hands the memory controller on has this file. */
const limitFile = { 1: 'memory.limit_in_bytes', 2: 'memory.max' } as const;

function limit(folder: string, version: 1 | 2, bytes: number, processes: number): boolean {
  if (!write(join(folder, limitFile[version]), String(bytes))) return false;
  // no swap beyond it, where swap is counted at all
  if (version === 1) write(join(folder, 'memory.memsw.limit_in_bytes'), String(bytes));
  else {
    write(join(folder, 'memory.swap.max'), '0');
    write(join(folder, 'pids.max'), String(processes));
  }
  return true;
}

async function removeFolder(folder: string): Promise<void> {
  // killed processes leave their group a moment after they are reaped
  for (let attempt = 0; attempt < 40; attempt++) {
    try {
      return rmdirSync(folder);
    } catch {
      await sleep(25);
    }
  }
}

const killsOf = (folder: string, version: 1 | 2): number => {
  const events = read(join(folder, version === 1 ? 'memory.oom_control' : 'memory.events')) ?? '';
  return Number(/^oom_kill (\d+)$/m.exec(events)?.[1] ?? 0);
};

function openIn(parent: string, name: string, version: 1 | 2, bytes: number, processes: number) {
  const folder = join(parent, name);
  try {
    mkdirSync(folder);
  } catch {
    return null;
  }
  const joinFile = join(folder, 'cgroup.procs');
  if (read(joinFile) !== null && limit(folder, version, bytes, processes)) return { folder, joinFile };
  rmdirSync(folder);
  return null;
}

/** `null` where this process may make no group that counts memory: then it must be watched from outside alone. */
export function openMemoryGroup(
  name: string,
  limits: { bytes: number; processes: number },
  hierarchy = memoryHierarchy(read('/proc/self/cgroup') ?? '', read('/proc/self/mountinfo') ?? ''),
): MemoryGroup | null {
  if (hierarchy === null) return null;
  const { version, mount, own } = hierarchy;
  for (let parent = own; parent.startsWith(mount); parent = dirname(parent)) {
    const opened = openIn(parent, name, version, limits.bytes, limits.processes);
    if (opened === null) continue;
    return {
      joinFile: opened.joinFile,
      wasExceeded: () => killsOf(opened.folder, version) > 0,
      remove: () => removeFolder(opened.folder),
    };
  }
  return null;
}
