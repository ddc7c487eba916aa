/** One folder per run: what was to be done (`plan.json`), what happened (`journal.jsonl`), and a mark once the database has it all (`stored`). */
import { mkdir, open, readFile, readdir, rename, rm, writeFile, access } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '../contract/errors.ts';
import type { RaceSettings } from '../contract/race.ts';
import type { PriceChange, Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';

/** Enough to settle every attempt again years later, without the suite file. */
export interface RunFile {
  schema: 'assay.plan/1';
  /** The process that carries it out. */
  pid: number;
  /** How often the run was begun or gone on with; absent: once. */
  goes?: number;
  run: Run;
  /** The run is a race. */
  race?: RaceSettings;
  /** In the order in which they were made. */
  repricings?: PriceChange[];
  /** Comes last, so that the rest can be read without it. */
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
  const { suite, ...head } = file;
  await writeWhole(join(directory.path, 'plan.json'), JSON.stringify({ ...head, suite }));
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

const suiteKey = ',"suite":{';
const headChunk = 65_536;

/** The file without its suite, which may be large. Throws like `loadRunFile`. */
export async function loadRunHead(directory: RunDirectory): Promise<Omit<RunFile, 'suite'>> {
  const file = await open(join(directory.path, 'plan.json')).catch(() => null);
  if (!file) return loadRunFile(directory);
  try {
    let text = '';
    for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: headChunk })) {
      text += chunk as string;
      const end = text.indexOf(suiteKey);
      if (end >= 0) return JSON.parse(`${text.slice(0, end)}}`) as Omit<RunFile, 'suite'>;
    }
  } finally {
    await file.close();
  }
  return loadRunFile(directory);
}

/** Says that everything in the journal is in the database. */
export async function markStored(directory: RunDirectory): Promise<void> {
  await writeFile(join(directory.path, 'stored'), '');
}

/** Says that the journal has, or will have, more than the database. */
export async function markUnstored(directory: RunDirectory): Promise<void> {
  await rm(join(directory.path, 'stored'), { force: true });
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** Runs with a plan, oldest first. */
export async function allRuns(dataDir: string): Promise<RunDirectory[]> {
  const names = await readdir(join(dataDir, 'runs')).catch(() => []);
  const found: RunDirectory[] = [];
  for (const name of names.toSorted()) {
    const directory = runDirectory(dataDir, name);
    if (await exists(join(directory.path, 'plan.json'))) found.push(directory);
  }
  return found;
}

/** Runs with a plan but without the mark, oldest first. */
export async function unstoredRuns(dataDir: string): Promise<RunDirectory[]> {
  const found: RunDirectory[] = [];
  for (const directory of await allRuns(dataDir))
    if (!(await exists(join(directory.path, 'stored')))) found.push(directory);
  return found;
}
