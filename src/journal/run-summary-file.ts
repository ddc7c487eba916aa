/**
 * What the results say of a run, kept in its folder so that looking at it need not open them: one line for lists, one for the summary. It counts
 * as long as the files of the run are those it was made from; whoever writes rows of the run removes it first.
 */
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSummary } from '../contract/analysis.ts';
import type { RunListing } from '../contract/run-listing.ts';
import type { Run } from '../contract/run.ts';
import { writeWhole, type RunDirectory } from './run-directory.ts';

const schema = 'assay.summary/1';

export interface ListedRun {
  run: Run;
  listing: RunListing;
}

/** `summary`: `null` where only a list has needed the run so far. */
export interface SummarisedRun extends ListedRun {
  summary: RunSummary | null;
}

interface Head extends ListedRun {
  schema: typeof schema;
  /** Of Assay: another one may count otherwise. */
  version: string;
  files: string;
}

const pathOf = ({ path }: Pick<RunDirectory, 'path'>) => join(path, 'summary.json');

/** What the results were, or would be, made from. */
const sources = ['plan.json', 'journal.jsonl', 'scores.jsonl'];

async function sourcesOf({ path }: Pick<RunDirectory, 'path'>): Promise<string> {
  const marks = sources.map((name) =>
    stat(join(path, name)).then(
      ({ size, mtimeMs }) => `${name} ${size} ${mtimeMs}`,
      () => `${name} -`,
    ),
  );
  return (await Promise.all(marks)).join(', ');
}

/** Throws what the file system says. */
export async function saveRunSummary(
  directory: RunDirectory,
  version: string,
  { summary, ...listed }: SummarisedRun,
): Promise<void> {
  const head: Head = { schema, version, files: await sourcesOf(directory), ...listed };
  await writeWhole(pathOf(directory), `${JSON.stringify(head)}\n${JSON.stringify(summary)}\n`);
}

export const removeRunSummary = (directory: Pick<RunDirectory, 'path'>): Promise<void> =>
  rm(pathOf(directory), { force: true });

/** A link or a pipe in the folder is refused where the run is read. */
const isPlain = async ({ path }: RunDirectory) =>
  (await readdir(path, { withFileTypes: true })).every((entry) => entry.isFile() || entry.isDirectory());

const chunkBytes = 65_536;

/** The text up to the first line break, and the rest of the file when that is asked for. */
async function readLines(path: string, isWhole: boolean): Promise<string[]> {
  const file = await open(path);
  try {
    if (isWhole) return (await file.readFile('utf8')).split('\n');
    let text = '';
    for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: chunkBytes })) {
      text += chunk as string;
      if (text.includes('\n')) break;
    }
    return text.split('\n', 1);
  } finally {
    await file.close();
  }
}

async function read(
  directory: RunDirectory,
  version: string,
  isWhole: boolean,
): Promise<SummarisedRun | null> {
  try {
    if (!(await isPlain(directory))) return null;
    const [first = '', second = 'null'] = await readLines(pathOf(directory), isWhole);
    const { run, listing, ...head } = JSON.parse(first) as Head;
    const isOurs = head.schema === schema && head.version === version && run.run_id === directory.runId;
    if (!isOurs || head.files !== (await sourcesOf(directory))) return null;
    return { run, listing, summary: JSON.parse(second) as RunSummary | null };
  } catch {
    // none, or one that was cut off or changed by hand: the results say it
    return null;
  }
}

/** `null`: there is none that counts. */
export const readListedRun = (directory: RunDirectory, version: string): Promise<ListedRun | null> =>
  read(directory, version, false);

/** `null`: there is none that counts. */
export const readSummarisedRun = (directory: RunDirectory, version: string): Promise<SummarisedRun | null> =>
  read(directory, version, true);
