/** Labels lie in one file of the data directory, one JSON line each, only ever appended to: what is said later counts. */
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isUnfinished } from '../base/unfinished-json.ts';
import { AssayError } from '../contract/errors.ts';
import { issueProblems, problemSentence } from '../contract/problems/issue-problems.ts';
import { labelSchema, type Label } from '../contract/label.ts';

/** A line that was cut off while it was written is ended, so that it spoils none that follows. */
async function endOfCutLine(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  if (size === 0) return '';
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n' ? '' : '\n';
}

/** On disk when it resolves, all of them in one write. */
export async function appendLabels(path: string, labels: readonly Label[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a+', 0o600);
  try {
    const lines = labels.map((label) => `${JSON.stringify(label)}\n`).join('');
    await file.appendFile(`${await endOfCutLine(file)}${lines}`);
    await file.sync();
  } finally {
    await file.close();
  }
}

export const appendLabel = (path: string, label: Label): Promise<void> => appendLabels(path, [label]);

/** `null`: it was cut off, and never acknowledged. */
function labelOf(line: string, path: string, number: number): Label | null {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch (cause) {
    if (isUnfinished(line, cause as Error)) return null;
    throw broken(path, number, (cause as Error).message);
  }
  const label = labelSchema.safeParse(entry);
  if (!label.success) {
    const context = { schema: labelSchema, value: entry, noun: 'the line' };
    const [problem] = issueProblems(label.error.issues, context);
    throw broken(path, number, problem ? problemSentence(problem) : '');
  }
  return label.data;
}

const broken = (path: string, line: number, why: string) =>
  new AssayError('usage', `${path}:${line} is not a label: ${why}`, {
    remedy: 'Remove that line, or write it like the others.',
  });

/** The same person, criterion and answers. */
export const labelPlace = ({ by, criterion, sample_id, other_sample_id }: Label): string =>
  JSON.stringify([by, criterion, ...[sample_id, other_sample_id].sort()]);

/**
 * All labels that count, in the order they were first given; a line that was cut while it was written is left out. Empty without a file.
 * Throws `usage` with the line that is no label.
 */
export async function readLabels(path: string): Promise<Label[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const labels = new Map<string, Label>();
  for (const [i, line] of whole.split('\n').entries()) {
    if (line.trim() === '') continue;
    const label = labelOf(line, path, i + 1);
    if (label) labels.set(labelPlace(label), label);
  }
  return [...labels.values()].filter(({ value }) => value !== null);
}
