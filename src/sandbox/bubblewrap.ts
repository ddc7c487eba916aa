import { existsSync, readlinkSync } from 'node:fs';
import { insideFolder, limitedCommand, systemFiles, systemFolders, type Isolation } from './isolation.ts';

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

/** Not for root: its processes would not be counted. */
export function bubblewrap(bwrap: string): Isolation {
  return {
    name: 'bubblewrap',
    commandLine: (cell) => [
      bwrap,
      '--unshare-all',
      '--die-with-parent',
      '--new-session',
      '--cap-drop',
      'ALL',
      ...systemMounts(),
      '--dev',
      '/dev',
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
