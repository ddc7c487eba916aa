import { loadSchema, type LoadEntry } from '../contract/load.ts';
import { AssayError, type Problem } from '../contract/errors.ts';
import { readTrace } from '../suite/resolve-load.ts';
import type { OptionsOf } from './command.ts';
import type { loadSpec } from './specs/run.ts';

const common = Object.keys(loadSchema.shape).filter((key) => key !== 'shape');

/** What `assay load` says of the load itself. */
export type LoadOptions = Partial<
  Pick<
    OptionsOf<typeof loadSpec>,
    'shape' | 'rate' | 'users' | 'duration' | 'warmup' | 'inputTokens' | 'unique' | 'option'
  >
>;

/** `key=value`, the value as JSON where it is JSON. */
function pairOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new AssayError('usage', `--option is "${text}"`, {
      remedy: 'Write --option key=value, e.g. --option k=0.5',
    });
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}

/** What is given on the command line, by the names of the suite file. */
function given({ rate, users, duration, warmup, inputTokens, unique, option }: LoadOptions) {
  const named = { rate, users, durationSeconds: duration, warmupSeconds: warmup, inputTokens };
  const found: Record<string, unknown> = Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined),
  );
  if (unique) found['unique'] = true;
  return { ...found, ...Object.fromEntries((option ?? []).map(pairOf)) };
}

/** Without a shape: users wait for their answers, a rate does not. */
function shapeOf(options: LoadOptions, load: LoadEntry | undefined): string {
  if (options.shape !== undefined) return options.shape;
  if (load) return load.shape;
  if (options.users !== undefined) return 'closed-loop';
  if (options.rate !== undefined) return 'poisson';
  throw new AssayError('usage', 'the suite has no `load` and the command line names no shape', {
    remedy:
      'Try --rate 5, --users 10, or --shape sweep --option from=1 --option to=64; docs/load.md tells of all.',
  });
}

/**
 * The suite's load with what the command line says in its place. Another shape keeps the settings all shapes have and
 * drops the options of the old one. A trace named here is read relative to `cwd`.
 */
export async function loadEntryOf(
  load: LoadEntry | undefined,
  options: LoadOptions,
  cwd: string,
): Promise<LoadEntry> {
  const shape = shapeOf(options, load);
  const kept =
    load?.shape === shape
      ? load
      : Object.fromEntries(Object.entries(load ?? {}).filter(([key]) => common.includes(key)));
  const over = given(options);
  const entry = { ...kept, ...over, shape };
  const problems: Problem[] = [];
  const { times: _times, inputs: _inputs, outputs: _outputs, ...fresh } = entry as LoadEntry;
  const complete =
    over['file'] === undefined ? entry : await readTrace(fresh, cwd, (problem) => problems.push(problem));
  const read = loadSchema.safeParse(complete);
  for (const issue of read.error?.issues ?? [])
    problems.push({ message: `\`${issue.path.join('.')}\`: ${issue.message}.` });
  if (read.success && problems.length === 0) return read.data;
  throw new AssayError('usage', 'The load settings are invalid.', { problems });
}
