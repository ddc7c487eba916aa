import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { AssayError } from '../../contract/errors.ts';
import type { TargetFacts } from '../../contract/recommendation.ts';
import type { Run } from '../../contract/run.ts';
import { factsOf, type ModelsDevFacts } from '../../measure/model-facts.ts';

const snapshotSchema = z.record(
  z.string(),
  z.object({
    models: z
      .record(
        z.string(),
        z.object({
          limit: z.object({ context: z.number().optional() }).optional(),
          tool_call: z.boolean().optional(),
          reasoning: z.boolean().optional(),
          structured_output: z.boolean().optional(),
          modalities: z.object({ input: z.array(z.string()).optional() }).optional(),
        }),
      )
      .optional(),
  }),
);

/** What is known of each target of a run, with a saved `api.json` of models.dev when its path is given. */
export async function modelFacts(
  run: Pick<Run, 'targets'>,
  cwd: string,
  file: string | undefined,
): Promise<Map<string, TargetFacts>> {
  const snapshot = file === undefined ? {} : await readSnapshot(resolve(cwd, file));
  return new Map(
    run.targets.map((target) => {
      const found: ModelsDevFacts | undefined = snapshot[target.provider]?.models?.[target.model];
      return [target.id, factsOf(target, found ?? null)];
    }),
  );
}

async function readSnapshot(path: string): Promise<z.infer<typeof snapshotSchema>> {
  try {
    return snapshotSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new AssayError('usage', `${path} is no snapshot of models.dev`, {
      remedy: 'Save https://models.dev/api.json and name that file.',
      cause,
    });
  }
}
