/** What a run needs besides its suite, put where workers get it: pictures, documents, and files that scorers read. */
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { AssayError } from '../../contract/errors.ts';
import type { RunRegistry, SharedFile } from '../../contract/run-registry.ts';
import type { Suite } from '../../contract/suite.ts';
import { attachmentBytes, sha256Of } from '../../journal/keep-attachments.ts';
import { filesIn } from '../suite/files-in.ts';
import { filesOfScorers } from '../suite/scorer-files.ts';

/** Of all files of scorers together: they are copied to every worker. */
const maxBytes = 100_000_000;

function refuse(message: string, remedy: string): never {
  throw new AssayError('usage', `This suite cannot be run by workers: ${message}`, { remedy });
}

/** Paths relative to the suite, each once. Throws `usage` for one that lies elsewhere. */
async function scorerFiles(suite: Pick<Suite, 'cases'>, folder: string): Promise<string[]> {
  const found = new Set<string>();
  for (const named of filesOfScorers(suite)) {
    const path = resolve(folder, named);
    if (path !== folder && !path.startsWith(join(folder, '/')))
      refuse(
        `a scorer reads "${named}", which is not below the suite's folder.`,
        'Move it there, or run without --control.',
      );
    for (const file of await filesIn(path, named)) found.add(relative(folder, file));
  }
  return [...found].toSorted();
}

type Registry = Pick<RunRegistry, 'missingFiles' | 'keepFile'>;

/** Puts into the registry what it lacks; gives where scorers expect their files. `folder`: that of the suite. */
export async function shareFiles(
  suite: Pick<Suite, 'cases' | 'attachments'>,
  folder: string,
  registry: Registry,
): Promise<SharedFile[]> {
  const { attachments = [] } = suite;
  const missing = new Set(await registry.missingFiles(attachments.map(({ sha256 }) => sha256)));
  for (const source of attachments)
    if (missing.delete(source.sha256)) await registry.keepFile(source.sha256, await attachmentBytes(source));
  const shared: SharedFile[] = [];
  let total = 0;
  for (const path of await scorerFiles(suite, folder)) {
    const bytes = await readFile(join(folder, path));
    total += bytes.length;
    if (total > maxBytes)
      refuse(
        `its scorers read more than ${maxBytes / 1e6} MB of files.`,
        'Name single files in readable instead of a folder, or run without --control.',
      );
    const sha256 = sha256Of(bytes);
    if ((await registry.missingFiles([sha256])).length > 0) await registry.keepFile(sha256, bytes);
    shared.push({ path, sha256 });
  }
  return shared;
}

/** Attachments are known by their bytes: where they lay on this machine, or whole data: URLs, concern nobody else. */
export function withoutPlaces(suite: Suite): Suite {
  const { attachments } = suite;
  if (!attachments) return suite;
  return { ...suite, attachments: attachments.map(({ sha256 }) => ({ sha256, from: '' })) };
}
