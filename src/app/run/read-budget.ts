import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { budgetSchema, type Budget } from '../../contract/budget.ts';
import { AssayError, type Problem } from '../../contract/errors.ts';
import { issueProblems } from '../../contract/problems/issue-problems.ts';

/** `budget.yaml` of the data directory: caps for all its runs, whatever their suites say. `null` when there is none. */
export async function readBudget(dataDir: string): Promise<Budget | null> {
  const file = join(dataDir, 'budget.yaml');
  const refuse = (problems: Problem[]): never => {
    throw new AssayError('usage', `${file} is not right: no call is made without its caps`, {
      problems: problems.map((problem) => ({ ...problem, location: { file } })),
      remedy: 'Expected for example: {dayUsd: 20, monthUsd: 200, providers: {openai: {dayUsd: 10}}}.',
    });
  };
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return refuse([{ message: (error as Error).message }]);
  }
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return refuse([{ message: (error as Error).message }]);
  }
  const read = budgetSchema.safeParse(document ?? {});
  if (read.success) return read.data;
  return refuse(
    issueProblems(read.error.issues, { schema: budgetSchema, value: document, noun: 'the file' }),
  );
}
