import { cutText } from '../base/cut-text.ts';
import type { z } from 'zod';
import { hideCredentials } from '../base/hide-credentials.ts';
import { nearSpelling } from '../base/near-spelling.ts';
import { AssayError, type Problem } from '../contract/errors.ts';
import { httpAddressRemedy, httpAddressExpected } from '../contract/http-address.ts';

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return cutText(hideCredentials(text), 80);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

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
  const names = Object.keys(schema.shape);
  const known = names.length === 0 ? 'no options' : names.join(', ');
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] as string;
    const near = nearSpelling(key, names);
    throw optionError({
      message: `Scorer "${type}" has no option "${key}".`,
      path: key,
      expected: `one of: ${known}`,
      remedy: near === undefined ? `Remove "${key}".` : `Did you mean "${near}"?`,
    });
  }
  const path = issue.path.map(String).join('.');
  const given = valueAt(options, issue.path);
  throw optionError({
    message:
      given === undefined
        ? `Scorer "${type}" needs the option "${path}".`
        : `Option "${path}" of scorer "${type}" cannot be ${show(given)}.`,
    path,
    expected: issue.message,
    ...(issue.message === httpAddressExpected && {
      remedy: httpAddressRemedy(String(given)) ?? httpAddressExpected,
    }),
  });
}
