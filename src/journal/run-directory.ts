/** One folder per run: what was to be done (`plan.json`), what happened (`journal.jsonl`), and a mark once the database has it all (`stored`). */
import { existsSync } from 'node:fs';
import { lstat, mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { isId } from '../base/id.ts';
import { parseWellFormed } from '../base/well-formed.ts';
import { AssayError } from '../contract/errors.ts';
import type { RaceSettings } from '../contract/race.ts';
import type { PriceChange, Run } from '../contract/run.ts';
import type { Suite } from '../contract/suite.ts';

/** Enough to settle every attempt again years later, without the suite file. */
export interface RunFile {
  schema: 'assay.plan/1';
  /** The process that carries it out. */
  pid: number;
  /** How often the run was begun or resumed; absent: once. */
  goes?: number;
  run: Run;
  /** The run is a race. */
  race?: RaceSettings;
  /** Settled when the run ended, warm-up left out: what the journal must have. */
  samples?: number;
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

/** Throws `usage` for an id that is none: it would be a path, and could lead anywhere. */
export function runDirectory(dataDir: string, runId: string): RunDirectory {
  if (!isId(runId))
    throw new AssayError('usage', `${JSON.stringify(runId)} is not a run id`, {
      remedy: 'Run ids are UUIDs in lower case: `assay list` shows them.',
    });
  const path = join(dataDir, 'runs', runId);
  return { runId, path, journalPath: join(path, 'journal.jsonl') };
}

/** Written whole or not at all: to a temporary name, synced, renamed. */
export async function writeWhole(path: string, text: string | Iterable<string>): Promise<void> {
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

const suiteKey = ',"suite":{';
const casesAtOnce = 1000;

/** The JSON of a plan, some cases at a time: as one text, and then as bytes, those of a large suite would be in memory twice more. */
function* piecesOf(head: Omit<RunFile, 'suite'>, { cases, ...suite }: Suite): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)}${suiteKey}"cases":[`;
  for (let at = 0; at < cases.length; at += casesAtOnce) {
    const json = JSON.stringify(cases.slice(at, at + casesAtOnce));
    yield (at === 0 ? '' : ',') + json.slice(1, -1);
  }
  yield `],${JSON.stringify(suite).slice(1)}}`;
}

export async function saveRunFile(directory: RunDirectory, file: RunFile): Promise<void> {
  await mkdir(directory.path, { recursive: true, mode: 0o700 });
  await refuseStrangers(directory);
  const { suite, ...head } = file;
  await writeWhole(join(directory.path, 'plan.json'), piecesOf(head, suite));
}

const nameOf = (directory: Pick<RunDirectory, 'path'>) => join(directory.path, 'plan.json');

/** Throws `run-not-found` when there is no plan, `store-failed` when it cannot be read. */
export async function loadRunFile(directory: RunDirectory): Promise<RunFile> {
  const file = await readPlan(directory, async (path) => parseWellFormed(await readFile(path, 'utf8')));
  const { cases, targets, prompts } = ((file as Partial<RunFile>).suite ?? {}) as Partial<Suite>;
  if (![cases, targets, prompts].every(Array.isArray)) throw unreadable(directory, 'it has no suite');
  return file as RunFile;
}

const headChunk = 65_536;

async function readHead(path: string): Promise<unknown> {
  const file = await open(path);
  try {
    let text = '';
    for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: headChunk })) {
      text += chunk as string;
      const end = text.indexOf(suiteKey);
      if (end >= 0) return parseWellFormed(`${text.slice(0, end)}}`);
    }
    return parseWellFormed(text);
  } finally {
    await file.close();
  }
}

/** The file without its suite, which may be large. Throws like `loadRunFile`. */
export async function loadRunHead(directory: RunDirectory): Promise<Omit<RunFile, 'suite'>> {
  return (await readPlan(directory, readHead)) as RunFile;
}

function unreadable(directory: RunDirectory, why: string, cause?: unknown): AssayError {
  return new AssayError('store-failed', `cannot read ${nameOf(directory)}: ${why}`, {
    remedy: '`assay doctor` shows what to do.',
    ...(cause !== undefined && { cause }),
  });
}

async function readPlan(directory: RunDirectory, read: (path: string) => Promise<unknown>): Promise<object> {
  await refuseStrangers(directory);
  let value: unknown;
  try {
    value = await read(nameOf(directory));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw unreadable(directory, (error as Error).message, error);
    throw new AssayError('run-not-found', `there is no ${nameOf(directory)}`, { cause: error });
  }
  const { schema, run } = (value ?? {}) as Partial<RunFile>;
  if (typeof schema === 'string' && schema !== 'assay.plan/1')
    throw unreadable(directory, `it is ${JSON.stringify(schema)}, of another version of Assay`);
  if (schema === undefined || run?.run_id !== directory.runId || !Array.isArray(run.targets))
    throw unreadable(directory, 'it is not the plan of this run');
  return value as object;
}

/** A link in a run's folder would have what belongs there read, or written, elsewhere; a pipe would be waited for without end. */
async function refuseStrangers(directory: RunDirectory): Promise<void> {
  const own = await lstat(directory.path).catch(() => null);
  const inside = own?.isDirectory() ? await readdir(directory.path, { withFileTypes: true }) : [];
  const link = own?.isSymbolicLink() ? directory.path : inside.find((entry) => entry.isSymbolicLink())?.name;
  if (link !== undefined) throw unreadable(directory, `${link} is a symbolic link`);
  const odd = inside.find((entry) => !entry.isFile() && !entry.isDirectory())?.name;
  if (odd !== undefined) throw unreadable(directory, `${odd} is a pipe, a socket or a device, not a file`);
}

/** Says that everything in the journal is in the database. */
export async function markStored(directory: RunDirectory): Promise<void> {
  await writeFile(join(directory.path, 'stored'), '', { mode: 0o600 });
}

/** Says that the journal has, or will have, more than the database. */
export async function markUnstored(directory: RunDirectory): Promise<void> {
  await rm(join(directory.path, 'stored'), { force: true });
}

/** Files are asked for at once, many at a time: one by one on other threads takes ten times as long, and there may be a hundred thousand runs. */
const namesPerTurn = 1000;

async function findRuns(
  dataDir: string,
  isWanted: (directory: RunDirectory) => boolean,
): Promise<RunDirectory[]> {
  const found: RunDirectory[] = [];
  for (const [i, name] of (await folderNames(join(dataDir, 'runs'))).entries()) {
    if (i % namesPerTurn === namesPerTurn - 1) await turn();
    if (!isId(name)) continue;
    const directory = runDirectory(dataDir, name);
    if (isWanted(directory)) found.push(directory);
  }
  return found;
}

/** A plan, or a journal that has lost its plan. */
const isRun = (directory: RunDirectory) => existsSync(nameOf(directory)) || existsSync(directory.journalPath);

/** Runs with a plan, or with a journal that has lost its plan, oldest first. A folder that is not named by an id is nobody's. */
export const allRuns = (dataDir: string): Promise<RunDirectory[]> => findRuns(dataDir, isRun);

/** Throws when the folder is there and cannot be read: runs would seem to be none. */
async function folderNames(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).toSorted();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new AssayError('store-failed', `cannot read ${path}: ${message}`, { cause: error });
  }
}

const hasMark = ({ path }: RunDirectory) => existsSync(join(path, 'stored'));

/** Those without the mark, oldest first. */
export const unstoredRuns = (dataDir: string): Promise<RunDirectory[]> =>
  findRuns(dataDir, (directory) => !hasMark(directory) && isRun(directory));

/** Those with the mark, oldest first. `except`: ids that are not asked for. */
export const storedRuns = (
  dataDir: string,
  except: ReadonlySet<string> = new Set(),
): Promise<RunDirectory[]> =>
  findRuns(dataDir, (directory) => !except.has(directory.runId) && hasMark(directory) && isRun(directory));
