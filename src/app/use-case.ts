/** What Assay can do is a use case: one function whose input and output are schemas, called alike by commands, routes and programs. */
import type { z } from 'zod';
import { issueProblems } from '../contract/problems/issue-problems.ts';
import { inputError } from '../contract/problems/input-error.ts';
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

/** The input as its schema reads it. Throws one `usage` with every problem: the field, its value, what was expected and what to do. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  throw inputError(issueProblems(read.error.issues, { schema, value: input, noun: 'the input' }));
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
