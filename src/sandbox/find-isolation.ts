import { statSync } from 'node:fs';
import { platform } from 'node:os';
import { AssayError } from '../contract/errors.ts';
import { bubblewrap } from './bubblewrap.ts';
import { onPath } from './find-command.ts';
import type { Isolation } from './isolation.ts';
import { namespaces } from './namespaces.ts';

const remedy =
  'Install bubblewrap (e.g. `apt install bubblewrap`) and allow user namespaces (`sysctl kernel.apparmor_restrict_unprivileged_userns=0` on Ubuntu; `--privileged` or `--cap-add SYS_ADMIN --security-opt seccomp=unconfined` in Docker), or remove scorers that run programs from the suite. Programs are never run without a sandbox.';

export function cannotIsolate(why: string): AssayError {
  return new AssayError('not-allowed', `programs cannot be sandboxed on this machine: ${why}`, { remedy });
}

/**
 * In order of preference; each must still be tried. `canFilter`: a filter is known for this kind of machine. `memoryIsCounted`: a control group bounds
 * what belongs to no process; without it bubblewrap alone does not. Throws `not-allowed` when there is none.
 */
export function possibleIsolations(
  searchPath: string,
  canFilter: boolean,
  memoryIsCounted: boolean,
): Isolation[] {
  if (platform() !== 'linux')
    throw new AssayError('not-allowed', `programs cannot be sandboxed on ${platform()}`, {
      remedy:
        'Run Assay on Linux (a virtual machine, a container, WSL 2), or remove scorers that run programs from the suite.',
    });
  const has = (command: string) => onPath(command, `${searchPath}:/usr/sbin:/sbin`) !== null;
  const missing = ['prlimit', 'timeout', 'nice'].filter((command) => !has(command));
  if (missing.length > 0)
    throw cannotIsolate(`${missing.join(', ')} is missing (packages util-linux and coreutils)`);
  // containers run under ids that have no name, of which os.userInfo knows nothing
  const isRoot = statSync('/proc/self').uid === 0;
  const bwrap = onPath('bwrap', searchPath);
  const byHand = ['setpriv', 'unshare', 'mount', 'pivot_root'].every(has);
  const filters = canFilter ? [true, false] : [false];
  return filters.flatMap((hasFilter) => [
    ...(bwrap !== null && !isRoot && (hasFilter || memoryIsCounted) ? [bubblewrap(bwrap, hasFilter)] : []),
    ...(byHand && (bwrap !== null || !hasFilter) ? [namespaces(isRoot, hasFilter ? bwrap : null)] : []),
  ]);
}
