/** The suites that are saved: which there are, what one consists of, and removing one. */
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { suiteVersionSchema } from '../../contract/saved-suite.ts';
import { withControlData } from '../data/with-control-data.ts';
import { defineUseCase } from '../use-case.ts';
import { nameAndVersion, requireSavedSuite, savedSuiteFolder } from './fetch-saved-suite.ts';

const savedName = z.string().min(1).max(120);

export const listSuites = defineUseCase({
  name: 'listSuites',
  summary: 'Lists saved suites, the newest version of each.',
  input: z.strictObject({}),
  output: z.object({ schema: z.literal('assay.suites/1'), suites: z.array(suiteVersionSchema) }),
  run: (_, context) =>
    withControlData(context, { isRead: true }, async ({ suites }) => ({
      schema: 'assay.suites/1' as const,
      suites: await suites.list(),
    })),
});

export const showSuite = defineUseCase({
  name: 'showSuite',
  summary: 'Shows a saved suite as it is written, with its versions.',
  input: z.strictObject({ suite: savedName.describe('name, or name@version; default: the newest version') }),
  output: suiteVersionSchema.extend({
    schema: z.literal('assay.suite/1'),
    main: z.string().describe('place of the file of the suite itself'),
    text: z.string().describe('what that file contains'),
    files: z.array(z.object({ path: z.string(), sha256: z.string() })),
    versions: z.array(suiteVersionSchema).describe('newest first'),
  }),
  run: ({ suite: named }, context) =>
    withControlData(context, { isRead: true }, async (data) => {
      const saved = await requireSavedSuite(data, named);
      const sha256 = saved.files.find(({ path }) => path === saved.main)?.sha256;
      const bytes = sha256 === undefined ? null : await data.suites.file(sha256);
      return {
        schema: 'assay.suite/1' as const,
        ...saved,
        text: new TextDecoder().decode(bytes ?? new Uint8Array()),
        versions: await data.suites.versions(saved.name),
      };
    }),
});

/** Runs keep the suites they were made of. */
export const deleteSuite = defineUseCase({
  name: 'deleteSuite',
  summary: 'Deletes a saved suite with all its versions; runs keep theirs.',
  input: z.strictObject({ suite: savedName.describe('name') }),
  output: z.object({
    schema: z.literal('assay.deleted-suite/1'),
    name: z.string(),
    versions: z.number().int().positive().describe('how many were deleted'),
  }),
  run: ({ suite: named }, context) =>
    withControlData(context, {}, async (data) => {
      const { name, version } = nameAndVersion(named);
      if (version !== undefined)
        throw new AssayError(
          'usage',
          `"${named}" names one version, and versions are not deleted one by one`,
          {
            remedy: `Name the suite: ${name}.`,
          },
        );
      await requireSavedSuite(data, name);
      const versions = await data.suites.versions(name);
      const removed = await data.suites.remove(name);
      for (const { content_hash: hash } of versions)
        await rm(savedSuiteFolder(context.dataDir, hash), { recursive: true, force: true });
      return { schema: 'assay.deleted-suite/1' as const, name, versions: removed };
    }),
});
