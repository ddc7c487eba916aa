import type { ControlData } from '../../contract/control-data.ts';
import { AssayError } from '../../contract/errors.ts';
import type { SavedSuite, SavedSuites, SuiteVersion } from '../../contract/saved-suite.ts';

/** Oldest first, of all names. */
export async function everyVersion(suites: SavedSuites): Promise<SuiteVersion[]> {
  const found: SuiteVersion[] = [];
  for (const { name } of await suites.list()) found.push(...(await suites.versions(name)).toReversed());
  return found;
}

async function copy(
  from: SavedSuites,
  to: SavedSuites,
  { version: _version, ...suite }: SavedSuite,
): Promise<void> {
  const bytes = new Map<string, Uint8Array>();
  for (const { sha256 } of suite.files) {
    const content = await from.file(sha256);
    if (content === null) throw new Error(`a saved suite has lost its file ${sha256}`);
    bytes.set(sha256, content);
  }
  await to.save(suite, bytes);
}

/** Versions keep their numbers. Gives how many were not there yet. Throws `usage` where another suite has the name. */
export async function moveSuites(
  { suites: from }: ControlData,
  { suites: to }: ControlData,
): Promise<{ versions: number; sent: number }> {
  const versions = await everyVersion(from);
  const wanted: SavedSuite[] = [];
  for (const { name, version } of versions) {
    const [suite, there] = [await from.find(name, version), await to.find(name, version)];
    if (suite && !there) wanted.push(suite);
    if (!there || there.content_hash === suite?.content_hash) continue;
    throw new AssayError('usage', `The control database has another suite "${name}" (version ${version}).`, {
      remedy: 'Delete the one that is not needed with `assay suites NAME --delete`.',
    });
  }
  for (const suite of wanted) await copy(from, to, suite);
  return { versions: versions.length, sent: wanted.length };
}
