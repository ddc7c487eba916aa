import {
  filterFd,
  insideFolder,
  limitedCommand,
  systemFiles,
  systemFolders,
  type Isolation,
} from './isolation.ts';

/**
 * Builds a root of its own (system folders read-only, a small /tmp, the least of /dev) and moves into it; what was outside is
 * then no more. Arguments: root folder, folder of files, kB of /tmp, whether memory that belongs to no process is bounded by others, what to see (`file:/path` or `folder:/path`, up to `--`), the program.
 */
const script = `
set -eu
root=$1; files=$2; size=$3; bounded=$4; shift 4
mount -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs "$root"
cd "$root"
see() { mount --bind "$1" "$root$1"; mount -o remount,bind,ro,nosuid "$root$1"; }
see_folder() { mkdir -p "$root$1"; see "$1"; }
see_file() { mkdir -p "$root$(dirname "$1")"; : > "$root$1"; see "$1"; }
for path in ${systemFolders.join(' ')}; do
  if [ -L "$path" ]; then ln -s "$(readlink "$path")" "$root$path"
  elif [ -d "$path" ]; then see_folder "$path"; fi
done
for path in ${systemFiles.join(' ')}; do
  if [ -d "$path" ]; then see_folder "$path"; elif [ -f "$path" ]; then see_file "$path"; fi
done
mkdir dev proc tmp old
for device in null zero full random urandom; do : > "dev/$device"; mount --bind "/dev/$device" "dev/$device"; done
ln -s /proc/self/fd dev/fd
ln -s /tmp dev/shm
mount -t tmpfs -o "mode=1777,size=$size,nr_inodes=4096,nosuid,nodev" tmpfs tmp
mkdir -m 1777 ".${insideFolder}"
cp -R "$files/." ".${insideFolder}/"
chmod -R a+rwX ".${insideFolder}"
while [ "$1" != -- ]; do
  case $1 in
    file:*) see_file "\${1#file:}" ;;
    folder:*) see_folder "\${1#folder:}" ;;
  esac
  shift
done
shift
mount -t proc -o nosuid,nodev,noexec proc proc 2>/dev/null || :
for setting in shmall shmmni msgmni; do
  { echo 0 > "proc/sys/kernel/$setting"; } 2>/dev/null || [ "$bounded" = yes ] || {
    echo "System V shared memory cannot be bounded here (no control group, no bwrap, kernel.$setting is not ours)" >&2
    exit 1
  }
done
pivot_root . old
umount -l /old
rmdir /old
mount -o remount,bind,ro,nosuid,nodev /
cd ${insideFolder}
unset OLDPWD
exec "$@"
`;

/** `isRoot`: as a user nobody is, without capabilities; else in a user namespace, where our own id has no power over anything. */
export function namespaces(isRoot: boolean, bwrap: string | null): Isolation {
  // a second sandbox that only filters: util-linux has no filter of its own
  const filter =
    bwrap === null
      ? []
      : [
          bwrap,
          '--unshare-user',
          '--dev-bind',
          '/',
          '/',
          '--die-with-parent',
          '--cap-drop',
          'ALL',
          '--seccomp',
          String(filterFd),
          '--',
        ];
  return {
    name: 'namespaces',
    hasFilter: bwrap !== null,
    commandLine(cell) {
      // a change of user forgets whose death was to be followed
      const dropped = ['--pdeathsig=KILL', '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];
      const asNobody = isRoot ? [`--reuid=${cell.uid}`, `--regid=${cell.uid}`, '--clear-groups'] : [];
      return [
        'setpriv',
        '--pdeathsig=KILL',
        'unshare',
        ...(isRoot ? [] : ['--user', '--map-root-user']),
        '--mount',
        '--pid',
        '--net',
        '--ipc',
        '--uts',
        '--fork',
        '--kill-child=KILL',
        '/bin/sh',
        '-c',
        script,
        'sh',
        cell.rootFolder,
        cell.filesFolder,
        `${cell.limits.filesMb * 1024}k`,
        cell.memoryIsCounted || bwrap !== null ? 'yes' : 'no',
        ...cell.visible.map(({ kind, path }) => `${kind}:${path}`),
        '--',
        'setpriv',
        ...asNobody,
        ...dropped,
        ...filter,
        ...limitedCommand(cell),
      ];
    },
  };
}
