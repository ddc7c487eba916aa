import { loadSchema, type LoadEntry } from '../contract/load.ts';
import { AssayError, type Problem } from '../contract/errors.ts';
import { readTrace } from '../suite/resolve-load.ts';
import type { OptionValues } from './command.ts';

const common = Object.keys(loadSchema.shape).filter((key) => key !== 'shape');
const numbers = ['rate', 'users', 'duration', 'warmup', 'inputTokens'] as const;

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new AssayError('usage', `--${name} is "${text}"`, { remedy: 'Expected a number from 0.' });
}

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
function given(options: OptionValues): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const names = {
    rate: 'rate',
    users: 'users',
    duration: 'durationSeconds',
    warmup: 'warmupSeconds',
    inputTokens: 'inputTokens',
  };
  for (const name of numbers) {
    const text = options[name];
    if (typeof text === 'string') found[names[name]] = numberOf(name, text);
  }
  if (options['unique'] === true) found['unique'] = true;
  return { ...found, ...Object.fromEntries(((options['option'] as string[] | undefined) ?? []).map(pairOf)) };
}

/** Without a shape: users wait for their answers, a rate does not. */
function shapeOf(options: OptionValues, load: LoadEntry | undefined): string {
  if (typeof options['shape'] === 'string') return options['shape'];
  if (load) return load.shape;
  if (options['users'] !== undefined) return 'closed-loop';
  if (options['rate'] !== undefined) return 'poisson';
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
  options: OptionValues,
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
  throw new AssayError('usage', 'The load is not right.', { problems });
}
