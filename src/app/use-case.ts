/** What Assay can do is a use case: one function whose input and output are schemas, called alike by commands, routes and programs. */
import type { z } from 'zod';
import { AssayError, type Problem } from '../contract/errors.ts';
import type { AppContext } from './context.ts';

export interface UseCaseDefinition<Input extends z.ZodType, Output extends z.ZodType> {
  /** As programs call it: `compare`. */
  name: string;
  /** One sentence. */
  summary: string;
  input: Input;
  output: Output;
  run(input: z.output<Input>, context: AppContext): Promise<z.output<Output>>;
}

/** Throws `usage` for input that its schema refuses, and what the use case documents. */
export interface UseCase<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> extends Omit<UseCaseDefinition<Input, Output>, 'run'> {
  (input: z.input<Input>, context: AppContext): Promise<z.output<Output>>;
}

const shown = (value: unknown) => JSON.stringify(value) ?? 'missing';

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

/** The input as its schema reads it. Throws one `usage` with every problem: the field, its value and what was expected. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }): Problem => {
    const field = pathText(path);
    return {
      message: field === '' ? `the input is ${shown(input)}` : `${field} is ${shown(valueAt(input, path))}`,
      expected: message,
      ...(field !== '' && { path: field }),
    };
  });
  const [first] = problems;
  if (first && problems.length === 1)
    throw new AssayError('usage', first.message, {
      remedy: `Expected: ${first.expected}.`.replace(/\.\.$/, '.'),
    });
  throw new AssayError('usage', `${problems.length} values cannot be used`, { problems });
}

export function defineUseCase<Input extends z.ZodType, Output extends z.ZodType>(
  definition: UseCaseDefinition<Input, Output>,
): UseCase<Input, Output> {
  const { run, name, ...rest } = definition;
  const useCase = async (input: z.input<Input>, context: AppContext) =>
    run(parseInput(definition.input, input), context);
  Object.defineProperty(useCase, 'name', { value: name });
  return Object.assign(useCase, rest) as UseCase<Input, Output>;
}
