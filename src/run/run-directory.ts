/** One folder per run: what was to be done (`plan.json`), what happened (`journal.jsonl`), and a mark once the database has it all (`stored`). */
import { mkdir, open, readFile, readdir, rename, writeFile, access } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '../contract/errors.ts';
import type { Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';

/** Enough to settle every attempt again years later, without the suite file. */
export interface RunFile {
  schema: 'assay.plan/1';
  /** The process that carries it out. */
  pid: number;
  run: Run;
  suite: Suite;
}

export interface RunDirectory {
  runId: string;
  path: string;
  journalPath: string;
}

export function runDirectory(dataDir: string, runId: string): RunDirectory {
  const path = join(dataDir, 'runs', runId);
  return { runId, path, journalPath: join(path, 'journal.jsonl') };
}

/** Written whole or not at all: to a temporary name, synced, renamed. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

export async function saveRunFile(directory: RunDirectory, file: RunFile): Promise<void> {
  await mkdir(directory.path, { recursive: true, mode: 0o700 });
  await writeWhole(join(directory.path, 'plan.json'), JSON.stringify(file));
}

export async function loadRunFile(directory: RunDirectory): Promise<RunFile> {
  const path = join(directory.path, 'plan.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RunFile;
  } catch (error) {
    throw new AssayError('run-not-found', `cannot read ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Says that everything in the journal is in the database. */
export async function markStored(directory: RunDirectory): Promise<void> {
  await writeFile(join(directory.path, 'stored'), '');
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Runs with a plan but without the mark, oldest first. */
export async function unstoredRuns(dataDir: string): Promise<RunDirectory[]> {
  const names = await readdir(join(dataDir, 'runs')).catch(() => []);
  const found: RunDirectory[] = [];
  for (const name of names.toSorted()) {
    const directory = runDirectory(dataDir, name);
    if ((await exists(join(directory.path, 'plan.json'))) && !(await exists(join(directory.path, 'stored'))))
      found.push(directory);
  }
  return found;
}
