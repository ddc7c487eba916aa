/** How a program is shut in. `bubblewrap`: bwrap makes the walls. `namespaces`: util-linux does, as root or in a user namespace of one's own. */
import type { ProgramLimits } from '../contract/program.ts';

export interface Visible {
  /** Path outside, and inside; read-only. */
  path: string;
  kind: 'file' | 'folder';
}

export interface Cell {
  /** Absolute; the program's own files, copied in. */
  filesFolder: string;
  /** An empty folder to build the walls on. */
  rootFolder: string;
  visible: Visible[];
  argv: string[];
  limits: ProgramLimits;
  /** Of the whole life of the process, s; the walls enforce it even when we are gone. */
  lifeSeconds: number;
  /** Who it is inside when we are root; nobody else is. */
  uid: number;
  /** Whether something other than the walls bounds what all its processes hold together: a control group. */
  memoryIsCounted: boolean;
}

/** A command line that runs `cell.argv` shut in. */
export interface Isolation {
  name: 'bubblewrap' | 'namespaces';
  /** System calls are filtered: the filter must be open as `filterFd` when the command starts. */
  hasFilter: boolean;
  commandLine(cell: Cell): string[];
}

/** Where bwrap reads the filter of system calls from. */
export const filterFd = 3;

/** Where a program finds itself, with its files in it; all it writes goes below `/tmp`. */
export const insideFolder = '/tmp/work';

/** Folders of the system that programs need, and what they are when a distribution merges them into /usr. */
export const systemFolders = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64'] as const;
/** What the dynamic linker and chosen alternatives (java, cc) need of /etc; nothing else of it is seen. */
export const systemFiles = ['/etc/ld.so.cache', '/etc/alternatives'] as const;

/** V8 reserves so much for code that it may compile, and the kernel counts it as data though it is never used. */
const reservedMb = 1024;

/**
 * Limits of each process, then `nice`, so that it yields to measured calls, then the last resort against outliving us. Data is
 * limited per process here and for all together by us, who watch; address space is not, as V8 reserves far more than it uses.
 */
export function limitedCommand({ limits, lifeSeconds, argv }: Cell): string[] {
  const mb = 1024 * 1024;
  return [
    'prlimit',
    '--core=0',
    `--nproc=${limits.processes}`,
    `--data=${(limits.memoryMb + reservedMb) * mb}`,
    `--fsize=${limits.filesMb * mb}`,
    '--nofile=256',
    '--msgqueue=0',
    '--',
    'nice',
    '-n',
    '10',
    'timeout',
    '--signal=KILL',
    String(Math.ceil(lifeSeconds)),
    ...argv,
  ];
}
