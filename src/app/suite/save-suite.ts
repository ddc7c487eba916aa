import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { suiteNameSchema, suiteVersionSchema } from '../../contract/saved-suite.ts';
import type { Suite } from '../../contract/suite.ts';
import { sha256Of, writeOnce } from '../../journal/keep-attachments.ts';
import { contentHash } from '../../suite/content-hash.ts';
import type { AppContext } from '../context.ts';
import { withControlData } from '../data/with-control-data.ts';
import { labellerOf } from '../label/label-place.ts';
import { secretHeaderIn } from '../run/secret-header.ts';
import { defineUseCase } from '../use-case.ts';
import { readSuite } from './read-suite.ts';
import { readSuiteFiles, type SuiteFiles } from './suite-files.ts';
import { fileSourceSchema, inlineSourceSchema } from './suite-source.ts';

/** Saved for others to read. */
function refuseSecrets({ targets }: Suite): void {
  const secret = secretHeaderIn(targets);
  if (secret)
    throw new AssayError(
      'usage',
      `target ${secret.label} has a header "${secret.name}", and no key is saved with a suite`,
      { remedy: 'Name the variable that holds the key with apiKeyEnv.' },
    );
}

/** Reads it from a copy, where a path that leads out of it leads nowhere. Throws `suite-invalid`. */
async function assertComplete({ suite, main, files }: SuiteFiles, context: AppContext): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'assay-suite-'));
  try {
    for (const [path, bytes] of files) await writeOnce(join(copy, path), async () => bytes);
    const read = await readSuite({ file: join(copy, main) }, {}, { ...context, filesWithin: copy }).catch(
      (cause: unknown) => {
        if (!(cause instanceof AssayError) || cause.code !== 'not-allowed') throw cause;
        throw new AssayError('suite-invalid', `A file is named by its absolute path: ${cause.message}.`, {
          remedy: 'Name files relative to the suite, so that it can be read elsewhere.',
          cause,
        });
      },
    );
    if (read.suite.hash !== suite.hash)
      throw new AssayError('suite-invalid', 'A file of the suite changed while it was saved.', {
        remedy: 'Save it again.',
      });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function nameFor(given: string | undefined, suite: Suite): string {
  const name = suiteNameSchema.safeParse(given ?? suite.name);
  if (name.success) return name.data;
  throw new AssayError('usage', `the suite cannot be saved as "${suite.name}"`, {
    remedy: 'Give it another name: letters, digits, spaces, ".", "_" and "-".',
  });
}

export const saveSuite = defineUseCase({
  name: 'saveSuite',
  summary: 'Saves a suite with all files that it names, as the next version of its name.',
  input: z.strictObject({
    suite: z.union([fileSourceSchema, inlineSourceSchema], { error: '{file} or {inline}' }),
    name: suiteNameSchema.optional().describe('default: the name of the suite'),
    note: z.string().max(1000).optional().describe('what changed, for whoever reads the list of versions'),
    by: z.string().min(1).max(200).optional().describe('who saves it; default: the user of this process'),
  }),
  output: suiteVersionSchema.extend({
    schema: z.literal('assay.saved-suite/1'),
    is_new: z.boolean().describe('false: the newest version is the same, and no other was made'),
  }),
  async run({ suite: source, name, note, by }, context) {
    const read = await readSuiteFiles(source, context);
    refuseSecrets(read.suite);
    await assertComplete(read, context);
    const bytes = new Map([...read.files.values()].map((content) => [sha256Of(content), content]));
    const files = [...read.files].map(([path, content]) => ({ path, sha256: sha256Of(content) }));
    const version = {
      name: nameFor(name, read.suite),
      suite_hash: read.suite.hash,
      content_hash: contentHash({
        main: read.main,
        files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      }),
      cases: read.suite.cases.length,
      targets: read.suite.targets.map(({ label }) => label),
      note: note ?? null,
      saved_at_ms: context.clock.wallClockMs(),
      saved_by: by ?? labellerOf(context),
    };
    return withControlData(context, {}, async ({ suites }) => {
      const { version: number, isNew } = await suites.save({ ...version, main: read.main, files }, bytes);
      const kept = isNew
        ? undefined
        : (await suites.versions(version.name)).find((one) => one.version === number);
      return {
        schema: 'assay.saved-suite/1' as const,
        ...(kept ?? { ...version, version: number }),
        is_new: isNew,
      };
    });
  },
});
