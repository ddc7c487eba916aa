import { existsSync, readlinkSync } from 'node:fs';
import {
  filterFd,
  insideFolder,
  limitedCommand,
  systemFiles,
  systemFolders,
  type Isolation,
} from './isolation.ts';

const linkTarget = (path: string): string | null => {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
};

function systemMounts(): string[] {
  const folders = systemFolders.flatMap((path) => {
    const target = linkTarget(path);
    if (target !== null) return ['--symlink', target, path];
    return existsSync(path) ? ['--ro-bind', path, path] : [];
  });
  return [...folders, ...systemFiles.flatMap((path) => ['--ro-bind-try', path, path])];
}

/** The least of /dev, read-only: bwrap's own has a shared-memory folder without a bound. Its place is taken by /tmp, which has one. */
function devices(): string[] {
  const names = ['null', 'zero', 'full', 'random', 'urandom'];
  const mounts = names.flatMap((name) => ['--dev-bind', `/dev/${name}`, `/dev/${name}`]);
  const links = ['--symlink', '/proc/self/fd', '/dev/fd', '--symlink', '/tmp', '/dev/shm'];
  return ['--size', '65536', '--tmpfs', '/dev', ...mounts, ...links, '--remount-ro', '/dev'];
}

/** Not for root: its processes would not be counted. */
export function bubblewrap(bwrap: string, hasFilter: boolean): Isolation {
  return {
    name: 'bubblewrap',
    hasFilter,
    commandLine: (cell) => [
      bwrap,
      '--unshare-all',
      '--die-with-parent',
      '--new-session',
      '--cap-drop',
      'ALL',
      ...systemMounts(),
      ...(hasFilter ? ['--seccomp', String(filterFd)] : []),
      ...devices(),
      '--proc',
      '/proc',
      '--size',
      String(cell.limits.filesMb * 1024 * 1024),
      '--tmpfs',
      '/tmp',
      '--dir',
      insideFolder,
      '--ro-bind',
      cell.filesFolder,
      '/files',
      ...cell.visible.flatMap(({ path }) => ['--ro-bind', path, path]),
      '--remount-ro',
      '/',
      '--chdir',
      insideFolder,
      '--',
      '/bin/sh',
      '-c',
      'cp -R /files/. . && exec "$@"',
      'sh',
      ...limitedCommand(cell),
    ],
  };
}
