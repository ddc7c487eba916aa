import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hideCredentials } from '../../base/hide-credentials.ts';
import { nodeVersion, platformName } from '../../base/own-process.ts';
import type { Provenance } from '../../contract/run.ts';
import type { AppContext } from '../context.ts';
import { assayVersion } from '../data/version.ts';

const execute = promisify(execFile);

/** Output of git in a folder; `null` without git or outside a repository. */
async function git(cwd: string, ...args: string[]): Promise<string | null> {
  try {
    const { stdout } = await execute('git', args, { cwd, timeout: 5000 });
    return stdout.trim();
  } catch {
    return null;
  }
}

/** The last report of `assay selftest`; `null` when none was made, or it was cut off. */
async function lastSelftest(dataDir: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(dataDir, 'selftest.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** What made a run: versions, machine, the state of the repository the suite is in, and how well this machine measures. */
export async function provenanceOf(
  suitePath: string | null,
  { cwd, dataDir, startedBy = '' }: Pick<AppContext, 'cwd' | 'dataDir' | 'startedBy'>,
): Promise<Provenance> {
  const [commit, changes, selftest] = await Promise.all([
    git(cwd, 'rev-parse', 'HEAD'),
    git(cwd, 'status', '--porcelain', '--untracked-files=no'),
    lastSelftest(dataDir),
  ]);
  const processors = cpus();
  return {
    assay_version: assayVersion(),
    node_version: nodeVersion,
    platform: platformName,
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    git_commit: commit,
    git_dirty: changes === null ? null : changes !== '',
    suite_path: suitePath,
    command: hideCredentials(startedBy),
    selftest,
  };
}
