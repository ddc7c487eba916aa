import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { AssayError } from '../contract/errors.ts';
import { systemFolders, type Visible } from './isolation.ts';

const ask = promisify(execFile);

export interface FoundCommand {
  path: string;
  visible: Visible[];
}

const isSystem = (path: string) => systemFolders.some((folder) => path.startsWith(`${folder}/`));

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The file a command means, by the PATH; `null` when there is none. */
export function onPath(command: string, searchPath: string): string | null {
  if (isAbsolute(command)) return isProgram(command) ? command : null;
  const places = searchPath.split(delimiter).map((folder) => join(folder, command));
  return places.find(isProgram) ?? null;
}

/** Version managers put a script in its place: only the interpreter itself knows where it lives. */
async function findPython(path: string): Promise<FoundCommand> {
  const program = 'import sys, os; print(os.path.realpath(sys.executable)); print(sys.base_prefix)';
  const { stdout } = await ask(path, ['-I', '-c', program]);
  const [executable = path, prefix = ''] = stdout.trim().split('\n');
  const visible: Visible[] = isSystem(executable) ? [] : [{ path: prefix, kind: 'folder' }];
  return { path: executable, visible };
}

/** Throws `not-allowed` when there is no such program. `nodePath` is the one we run on. */
export async function findCommand(
  command: string,
  nodePath: string,
  searchPath: string,
): Promise<FoundCommand> {
  if (command === 'node') {
    const path = realpathSync(nodePath);
    return { path, visible: isSystem(path) ? [] : [{ path, kind: 'file' }] };
  }
  const path = onPath(command, searchPath);
  if (path === null)
    throw new AssayError('not-allowed', `there is no program "${command}" on this machine`, {
      remedy: 'Install it, or remove the scorer that needs it from the suite.',
    });
  if (/^python3?$/.test(command)) return findPython(path);
  const real = realpathSync(path);
  return { path: real, visible: isSystem(real) ? [] : [{ path: real, kind: 'file' }] };
}
