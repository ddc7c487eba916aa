import type { z } from 'zod';
import { loadSchema, type LoadEntry } from '../../contract/load.ts';
import { AssayError, type Problem } from '../../contract/errors.ts';
import { issueProblems } from '../../contract/problems/issue-problems.ts';
import { readTrace } from '../../suite/resolve-load.ts';

/** In place of settings of the suite's load. */
export type LoadChanges = z.infer<ReturnType<typeof loadSchema.partial>>;

const common = Object.keys(loadSchema.shape).filter((key) => key !== 'shape');

/** Without a shape: users wait for their answers, a rate does not. */
function shapeOf(given: LoadChanges, load: LoadEntry | undefined): string {
  if (given.shape !== undefined) return given.shape;
  if (load) return load.shape;
  if (given['users'] !== undefined) return 'closed-loop';
  if (given['rate'] !== undefined) return 'poisson';
  throw new AssayError('usage', 'neither the suite nor what was given says which load', {
    remedy:
      'Try --rate 5, --users 10, or --shape sweep --option from=1 --option to=64; docs/load.md tells of all.',
  });
}

/**
 * The suite's load with what is given in its place. Another shape keeps the settings all shapes have and drops the options of the old one. A
 * trace that is given is read relative to `cwd`. Throws `usage`.
 */
export async function loadEntryOf(
  load: LoadEntry | undefined,
  given: LoadChanges,
  cwd: string,
): Promise<LoadEntry> {
  const shape = shapeOf(given, load);
  const kept =
    load?.shape === shape
      ? load
      : Object.fromEntries(Object.entries(load ?? {}).filter(([key]) => common.includes(key)));
  const entry: LoadEntry = { ...kept, ...given, shape };
  const problems: Problem[] = [];
  const { times: _times, inputs: _inputs, outputs: _outputs, ...fresh } = entry;
  const complete =
    given['file'] === undefined ? entry : await readTrace(fresh, cwd, (problem) => problems.push(problem));
  const read = loadSchema.safeParse(complete);
  const context = { schema: loadSchema, value: complete, noun: 'the load' };
  problems.push(...issueProblems(read.error?.issues ?? [], context));
  if (read.success && problems.length === 0) return read.data;
  throw new AssayError('usage', 'The load settings are invalid.', { problems });
}
