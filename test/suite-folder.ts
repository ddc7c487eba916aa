import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { AssayError } from '../src/contract/errors.ts';
import type { Suite } from '../src/contract/suite.ts';
import { loadSuite } from '../src/suite/load-suite.ts';
import type { LoadOptions } from '../src/suite/load-suite.ts';

const permissive = { checkScorer: () => {} };

/** Writes files into a folder that is gone after the test; gives the folder. */
export async function suiteFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-suite-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Loads the first of the files. */
export async function load(
  files: Record<string, string>,
  options: Partial<LoadOptions> = {},
): Promise<Suite> {
  const folder = await suiteFolder(files);
  return loadSuite(join(folder, Object.keys(files)[0] as string), { ...permissive, ...options });
}

/** A suite file that is only this YAML. */
export const loadYaml = (yaml: string, options: Partial<LoadOptions> = {}) =>
  load({ 'suite.yaml': yaml }, options);

/** One line a problem: `file:line:column message | expected | remedy`, the file without its folder. */
export async function problemsOf(
  files: Record<string, string>,
  options: Partial<LoadOptions> = {},
): Promise<string[]> {
  const folder = await suiteFolder(files);
  const path = join(folder, Object.keys(files)[0] as string);
  const error: unknown = await loadSuite(path, { ...permissive, ...options }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AssayError)) throw error ?? new Error('the suite is sound');
  return error.problems.map(({ location, message, expected, remedy }) => {
    const place = [location?.file, location?.line, location?.column]
      .filter((part) => part !== undefined)
      .join(':');
    return [`${place} ${message}`, expected, remedy]
      .filter((part) => part !== undefined)
      .join(' | ')
      .replaceAll(`${folder}/`, '')
      .replaceAll(folder, '.');
  });
}
