/** `retention.yaml` of a data directory: how long what is kept, where it is not as usual. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { AssayError, type Problem } from '../../contract/errors.ts';
import {
  defaultKept,
  keptForText,
  keptKinds,
  retentionFileSchema,
  type RetentionFile,
  type RetentionPolicy,
} from '../../contract/retention.ts';
import { valueAt } from '../../contract/problems/issue-problems.ts';
import { formatPath, type Path } from '../../contract/problems/value-path.ts';
import { writeWhole } from '../../journal/run-directory.ts';

export const retentionPath = (dataDir: string) => join(dataDir, 'retention.yaml');

const comment = `# How long what is kept, e.g. 90d, 12w, 5y or always; \`assay storage\` shows what it comes to.
# Of rules that apply to a run and say something of the same, the last one counts.
`;

function broken(path: string, problems: Problem[]): AssayError {
  return new AssayError('usage', `${path} cannot be used`, {
    problems,
    remedy: 'Correct the file; nothing is removed until then. docs/storage.md shows what it may say.',
  });
}

/** Throws one `usage` with everything that is wrong in it. */
export function parseRetention(text: string, path: string): RetentionFile {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0)
    throw broken(
      path,
      document.errors.map(({ message, linePos }) => ({
        message: message.split('\n', 1)[0] ?? '',
        location: { file: path, ...(linePos && { line: linePos[0].line, column: linePos[0].col }) },
      })),
    );
  const value: unknown = document.toJS() ?? {};
  const read = retentionFileSchema.safeParse(value);
  if (read.success) return read.data;
  throw broken(
    path,
    read.error.issues.map(({ path: at, message }) => {
      const field = formatPath(at as Path);
      return {
        message: `${field === '' ? 'the file' : field} is ${JSON.stringify(valueAt(value, at as Path)) ?? 'missing'}`,
        expected: message,
        ...(field !== '' && { path: field }),
      };
    }),
  );
}

/** `null`: there is none. */
export async function readRetention(dataDir: string): Promise<RetentionFile | null> {
  const path = retentionPath(dataDir);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : parseRetention(text, path);
}

/** What holds: of the file, and as usual where it says nothing. */
export function policyOf(file: RetentionFile | null): RetentionPolicy {
  const policy = { ...defaultKept, rules: file?.rules ?? [] };
  for (const kind of keptKinds) {
    const days = file?.[kind];
    if (days !== undefined) policy[kind] = days;
  }
  return policy;
}

export const readPolicy = async (dataDir: string): Promise<RetentionPolicy> =>
  policyOf(await readRetention(dataDir));

const written = (kept: Partial<Record<(typeof keptKinds)[number], number | null | undefined>>) =>
  keptKinds.flatMap((kind) => {
    const days = kept[kind];
    return days === undefined ? [] : [`${kind}: ${keptForText(days)}`];
  });

export async function writeRetention(dataDir: string, { rules, ...kept }: RetentionFile): Promise<void> {
  const lines = rules.map((rule) => {
    const { project, suite } = rule;
    const fields = [
      ...(project === undefined ? [] : [`project: ${JSON.stringify(project)}`]),
      ...(suite === undefined ? [] : [`suite: ${JSON.stringify(suite)}`]),
      ...written(rule),
    ];
    return `  - { ${fields.join(', ')} }\n`;
  });
  const own = written(kept).map((line) => `${line}\n`);
  await writeWhole(
    retentionPath(dataDir),
    [comment, ...own, ...(lines.length > 0 ? ['rules:\n', ...lines] : [])].join(''),
  );
}
