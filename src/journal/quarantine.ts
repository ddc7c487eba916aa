/** Rows that the store turned away, and attempts that no row could be made of: one line each with the reason, in `quarantine.jsonl` of the run. */
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createQuarantine,
  quarantineKeys,
  type Quarantine,
  type QuarantineEntry,
} from '../contract/quarantine.ts';
import type { RunDirectory } from './run-directory.ts';

const pathOf = ({ path }: Pick<RunDirectory, 'path'>) => join(path, 'quarantine.jsonl');

/** Reasons and numbers of what was quarantined; empty when nothing was. */
export async function readQuarantine(
  directory: Pick<RunDirectory, 'path'>,
): Promise<{ keys: Set<string>; reasons: string[] }> {
  const text = await readFile(pathOf(directory), 'utf8').catch(() => '');
  const keys = new Set<string>();
  const reasons = new Set<string>();
  for (const line of text.split('\n')) {
    try {
      const read = JSON.parse(line) as QuarantineEntry;
      for (const key of quarantineKeys(read)) keys.add(key);
      reasons.add(read.reason);
    } catch {
      // the last line of a process that ended meanwhile
    }
  }
  return { keys, reasons: [...reasons] };
}

/** `isFresh`: all rows of the run are about to be written again, so those quarantined before count no more. */
export async function openQuarantine(
  directory: Pick<RunDirectory, 'path'>,
  { isFresh }: { isFresh: boolean },
): Promise<Quarantine> {
  const path = pathOf(directory);
  if (isFresh) await rm(path, { force: true }).catch(() => undefined);
  const { keys } = await readQuarantine(directory);
  return createQuarantine(async (entries) => {
    await mkdir(directory.path, { recursive: true, mode: 0o700 });
    // a line that was cut off ends here, and spoils none of these
    const lines = entries.map((entry) => JSON.stringify(entry)).join('\n');
    await appendFile(path, `\n${lines}\n`, { mode: 0o600 });
  }, keys);
}
