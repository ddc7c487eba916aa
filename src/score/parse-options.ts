import type { z } from 'zod';
import { AssayError, type Problem } from '../contract/errors.ts';
import { issueProblems } from '../contract/problems/issue-problems.ts';

/** A scorer's option that cannot be used, as the one problem of an error. */
export function optionError(problem: Problem, cause?: unknown): AssayError {
  return new AssayError('suite-invalid', problem.message, {
    problems: [problem],
    ...(problem.remedy !== undefined && { remedy: problem.remedy }),
    ...(cause !== undefined && { cause }),
  });
}

/** Options checked and completed; throws an `AssayError` that names the option, its value and what was expected. */
export function parseOptions<Shape extends z.ZodRawShape>(
  type: string,
  schema: z.ZodObject<Shape>,
  options: Record<string, unknown>,
): z.infer<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const context = { schema, value: options, noun: `scorer "${type}"` };
  const [problem] = issueProblems(parsed.error.issues, context);
  throw optionError({ ...problem, message: `Scorer "${type}": ${problem?.message ?? ''}` });
}
