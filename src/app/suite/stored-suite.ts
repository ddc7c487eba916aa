/** The suite of an earlier run: it was kept whole, so that neither its file nor the files it names need be there any more. */
import { join } from 'node:path';
import { runIdIn } from '../../base/run-id-in.ts';
import { AssayError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { attachmentFolder } from '../../journal/keep-attachments.ts';
import { allRuns, loadRunFile, loadRunHead, type RunDirectory } from '../../journal/run-directory.ts';
import { changeStoredSuite } from './change-suite.ts';
import type { SuitePlace } from './suite-place.ts';
import type { FoundSuite, SuiteChanges } from './suite-source.ts';

/** A shorter beginning of a hash could be meant as a name. */
const minHashLength = 8;

function isOf(named: string): (run: Pick<Run, 'run_id' | 'suite_hash' | 'suite_name'>) => boolean {
  const id = runIdIn(named);
  const isHash = named.length >= minHashLength && /^[0-9a-f]+$/.test(named);
  return (run) =>
    run.suite_name === named ||
    (isHash && run.suite_hash.startsWith(named)) ||
    (id !== '' && run.run_id.startsWith(id));
}

/** Its pictures and documents are in the run's folder. */
function withKeptFiles(suite: Suite, directory: RunDirectory): Suite {
  const { attachments } = suite;
  if (!attachments) return suite;
  const folder = attachmentFolder(directory);
  return { ...suite, attachments: attachments.map(({ sha256 }) => ({ sha256, from: join(folder, sha256) })) };
}

/** Newest first; a run that cannot be read is in nobody's way. */
async function inDataDirectory(
  dataDir: string,
  isMeant: ReturnType<typeof isOf>,
): Promise<FoundSuite | null> {
  for (const directory of (await allRuns(dataDir)).toReversed()) {
    const head = await loadRunHead(directory).catch(() => null);
    if (!head || !isMeant(head.run)) continue;
    const { suite, run } = await loadRunFile(directory);
    return { suite: withKeptFiles(suite, directory), path: run.provenance.suite_path };
  }
  return null;
}

/** Runs that machines share. */
async function inControl(place: SuitePlace, isMeant: ReturnType<typeof isOf>): Promise<FoundSuite | null> {
  if (place.control === undefined) return null;
  const { withControl } = await import('../data/with-control.ts');
  return withControl(place, async ({ registry }) => {
    const run = (await registry.runs()).find(isMeant);
    const shared = run && (await registry.find(run.run_id));
    return shared ? { suite: shared.suite, path: null } : null;
  });
}

/** Throws `suite-not-found` when no run has such a suite. */
export async function readStoredSuite(
  named: string,
  changes: SuiteChanges,
  place: SuitePlace,
): Promise<FoundSuite> {
  const isMeant = isOf(named);
  const found = (await inDataDirectory(place.dataDir, isMeant)) ?? (await inControl(place, isMeant));
  if (found) return { ...found, suite: changeStoredSuite(found.suite, changes) };
  throw new AssayError('suite-not-found', `no run here has a suite "${named}"`, {
    remedy: 'Name it by its name, by its hash, or by the id of a run: `assay list` shows the runs.',
  });
}
