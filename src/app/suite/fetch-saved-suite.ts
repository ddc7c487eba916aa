/** A saved suite, written into a folder of the data directory: from there it is read like any other. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ControlData } from '../../contract/control-data.ts';
import { AssayError } from '../../contract/errors.ts';
import type { SharedFile } from '../../contract/run-registry.ts';
import type { SavedSuite } from '../../contract/saved-suite.ts';
import { hashName, placeBelow, sha256Of, writeOnce } from '../../journal/keep-attachments.ts';
import { withControlData } from '../data/with-control-data.ts';
import type { SuitePlace } from './suite-place.ts';

/** Programs of scorers run as nobody, and may be among the files. */
const openMode = 0o755;

/** Where a version is written to, to be read; made anew when it is missing. */
export const savedSuiteFolder = (dataDir: string, contentHash: string): string =>
  join(dataDir, 'saved-suites', hashName(contentHash));

/** `triage@2` → triage, 2. Throws `usage` for a version that is no number. */
export function nameAndVersion(named: string): { name: string; version: number | undefined } {
  const at = named.lastIndexOf('@');
  if (at === -1) return { name: named, version: undefined };
  const written = named.slice(at + 1);
  if (/^[1-9]\d{0,8}$/.test(written)) return { name: named.slice(0, at), version: Number(written) };
  throw new AssayError('usage', `"${written}" is no version of a suite`, {
    remedy: 'Versions are 1, 2, 3, …; leave it out for the newest.',
  });
}

/** Throws `usage` and `suite-not-found`. */
export async function requireSavedSuite({ suites }: ControlData, named: string): Promise<SavedSuite> {
  const { name, version } = nameAndVersion(named);
  const found = await suites.find(name, version);
  if (found) return found;
  const [newest] = await suites.versions(name);
  const names = (await suites.list()).map((suite) => suite.name);
  const known =
    names.length === 0 ? 'No suite is saved yet.' : `Saved are: ${names.slice(0, 20).join(', ')}.`;
  throw newest
    ? new AssayError('suite-not-found', `the suite "${name}" has no version ${version}`, {
        remedy: `Its newest version is ${newest.version}.`,
      })
    : new AssayError('suite-not-found', `no suite is saved as "${name}"`, { remedy: known });
}

async function bytesOf({ suites }: ControlData, { path, sha256 }: SharedFile, name: string) {
  const bytes = await suites.file(hashName(sha256));
  if (bytes) return bytes;
  throw new AssayError('store-failed', `The file "${path}" of the suite "${name}" is not there any more.`, {
    remedy: 'Save the suite again.',
  });
}

/** Throws `store-failed` and `not-allowed`. */
async function writeFiles(data: ControlData, { name, files }: SavedSuite, folder: string): Promise<void> {
  for (const file of files) {
    const place = placeBelow(folder, file.path, `the suite "${name}"`);
    const kept = await readFile(place).catch(() => null);
    if (kept && sha256Of(kept) === file.sha256) continue;
    // edited by hand: what is saved under this name is something else
    await rm(place, { force: true, recursive: true });
    await writeOnce(place, () => bytesOf(data, file, name), openMode);
  }
}

/** `named`: `triage`, or `triage@2` for a version. Throws `usage`, `suite-not-found`, `store-failed` and `not-allowed`. */
export async function fetchSavedSuite(
  named: string,
  place: Pick<SuitePlace, 'dataDir' | 'control'>,
): Promise<{ path: string; folder: string }> {
  return withControlData(place, { isRead: true }, async (data) => {
    const suite = await requireSavedSuite(data, named);
    const folder = savedSuiteFolder(place.dataDir, suite.content_hash);
    await writeFiles(data, suite, folder);
    return { path: join(folder, suite.main), folder };
  });
}
