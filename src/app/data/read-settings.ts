import type { z } from 'zod';
import { withNumbers } from '../../base/exact-json.ts';
import { AssayError, type Problem } from '../../contract/errors.ts';
import { issueProblems } from '../../contract/problems/issue-problems.ts';
import { parseJson, parseYaml } from '../../suite/parse-document.ts';
import { readText } from '../../suite/read-text.ts';

export interface SettingsFile<T> {
  /** Absolute; one that ends in `.json` is JSON, any other YAML. */
  path: string;
  schema: z.ZodType<T>;
  /** What is said of a file with problems, before they are listed; it names the file. */
  refusal: string;
  remedy: string;
}

/** Of a file that is wrong all over no more are told. */
const maxProblems = 10;

/** A file of settings as its schema has it; an empty one is `{}`. Throws `usage` with what is wrong in it, each with line and column. */
export function parseSettings<T>(text: string, file: SettingsFile<T>): T {
  const { path, schema, refusal, remedy } = file;
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const document = path.endsWith('.json')
    ? parseJson(text, { file: path }, report)
    : parseYaml(text, path, report);
  if (document) {
    const value = withNumbers(document.value) ?? {};
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const { source } = document;
    problems.push(...issueProblems(read.error.issues, { schema, value, source, noun: 'the file' }));
  }
  throw new AssayError('usage', refusal, { problems: problems.slice(0, maxProblems), remedy });
}

/** `null`: there is no such file. Throws `usage` for one that cannot be read. */
export async function readSettingsText(
  file: Pick<SettingsFile<unknown>, 'path' | 'refusal' | 'remedy'>,
): Promise<string | null> {
  const problems: Problem[] = [];
  const text = await readText(file.path, (problem) => void problems.push(problem)).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      problems.push({ message: `The file cannot be read: ${error.message}.`, location: { file: file.path } });
      return undefined;
    },
  );
  if (text !== undefined) return text;
  throw new AssayError('usage', file.refusal, { problems, remedy: file.remedy });
}

/** `null`: there is no such file. Throws as the two above. */
export async function readSettings<T>(file: SettingsFile<T>): Promise<T | null> {
  const text = await readSettingsText(file);
  return text === null ? null : parseSettings(text, file);
}
