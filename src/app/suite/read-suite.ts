/** A suite, from wherever it comes: each kind of source has one reader. */
import { dirname, resolve } from 'node:path';
import { assertWithin } from './files-within.ts';
import { readInlineSuite, readSuiteFile } from './read-suite-file.ts';
import { filesOfScorers } from './scorer-files.ts';
import type { SuitePlace } from './suite-place.ts';
import type { FoundSuite, SuiteChanges, SuiteRequest, SuiteSource } from './suite-source.ts';

/** The suite of any source, with the changes in it. Throws `usage`, `suite-not-found`, `suite-invalid` and `not-allowed`. */
export async function readSuite(
  source: SuiteSource,
  changes: SuiteChanges,
  place: SuitePlace,
  request: SuiteRequest = {},
): Promise<FoundSuite> {
  if ('saved' in source) {
    const { fetchSavedSuite } = await import('./fetch-saved-suite.ts');
    const { path: file, folder } = await fetchSavedSuite(source.saved, place);
    return readSuite({ file }, changes, { ...place, filesWithin: folder }, request);
  }
  const { cwd, filesWithin } = place;
  const onFile = async (path: string) => {
    await assertWithin(filesWithin, path);
    await request.onFile?.(path);
  };
  const found = await readFrom(source, changes, place, { ...request, onFile });
  const folder = found.path === null ? cwd : dirname(found.path);
  for (const path of filesOfScorers(found.suite)) await assertWithin(filesWithin, resolve(folder, path));
  return found;
}

async function readFrom(
  source: Exclude<SuiteSource, { saved: string }>,
  changes: SuiteChanges,
  place: SuitePlace,
  request: SuiteRequest,
): Promise<FoundSuite> {
  const { cwd, filesWithin } = place;
  if ('inline' in source)
    return { suite: await readInlineSuite(source.inline, cwd, changes, request), path: null };
  if ('file' in source) {
    const path = resolve(cwd, source.file);
    await assertWithin(filesWithin, path);
    return { suite: await readSuiteFile(path, changes, request), path };
  }
  // the other two are rare, and load more
  if ('stored' in source) {
    const { readStoredSuite } = await import('./stored-suite.ts');
    return readStoredSuite(source.stored, changes, place);
  }
  const { readDemoSuite } = await import('./demo-suite.ts');
  return readDemoSuite(source.demo, changes, place, request);
}
