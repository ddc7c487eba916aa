import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import { keptForFields, keptKinds, type RetentionRule } from '../../contract/retention.ts';
import { word } from '../input.ts';
import { defineUseCase } from '../use-case.ts';
import { makeDataDir } from '../data/make-data-dir.ts';
import { readRetention, retentionPath, writeRetention } from './retention-file.ts';

/** Changes `retention.yaml`; nothing is removed before the next pass. */
export const setRetention = defineUseCase({
  name: 'setRetention',
  summary: 'Says how long what is kept, everywhere or for a project or suite',
  input: z.strictObject({
    ...keptForFields,
    project: word.optional().describe('of this project alone'),
    suite: word.optional().describe('of this suite alone'),
  }),
  output: z.object({ schema: z.literal('assay.retention-set/1'), file: z.string() }),
  async run({ project, suite, ...kept }, { dataDir }) {
    if (keptKinds.every((kind) => kept[kind] === undefined))
      throw new AssayError('usage', 'nothing is set', { remedy: `Set one of ${keptKinds.join(', ')}.` });
    const file = (await readRetention(dataDir)) ?? { rules: [] };
    const set = Object.fromEntries(Object.entries(kept).filter(([, days]) => days !== undefined));
    await makeDataDir(dataDir);
    if (project === undefined && suite === undefined) await writeRetention(dataDir, { ...file, ...set });
    else {
      const isSame = (rule: RetentionRule) => rule.project === project && rule.suite === suite;
      const before = file.rules.find(isSame);
      const rule: RetentionRule = {
        ...before,
        ...set,
        ...(project !== undefined && { project }),
        ...(suite !== undefined && { suite }),
      };
      await writeRetention(dataDir, {
        ...file,
        rules: [...file.rules.filter((each) => !isSame(each)), rule],
      });
    }
    return { schema: 'assay.retention-set/1' as const, file: retentionPath(dataDir) };
  },
});
