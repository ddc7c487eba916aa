import { expect, it } from 'vitest';
import { z } from 'zod';
import { createAppContext } from './create-app-context.ts';
import { defineUseCase, parseInput } from './use-case.ts';

const context = createAppContext({ dataDir: '/nowhere', cwd: '/', env: {} });
const double = defineUseCase({
  name: 'double',
  summary: 'Twice as many.',
  input: z.object({ count: z.int('a whole number').default(1) }),
  output: z.object({ count: z.int() }),
  run: async ({ count }) => ({ count: 2 * count }),
});

it('reads its input by its schema, defaults included', async () => {
  await expect(double({ count: 4 }, context)).resolves.toEqual({ count: 8 });
  await expect(double({}, context)).resolves.toEqual({ count: 2 });
});

it('carries its name, summary and schemas', () => {
  expect(double.name).toBe('double');
  expect(double.summary).toBe('Twice as many.');
  expect(double.output.safeParse({ count: 0.5 }).success).toBe(false);
});

it('names the field, its value and what was expected', async () => {
  await expect(double({ count: 1.5 }, context)).rejects.toMatchObject({
    code: 'usage',
    message: '`count` is 1.5.',
    remedy: 'Expected a whole number.',
  });
});

it('names every field that cannot be used, nested ones by their path', () => {
  const schema = z.object({ rows: z.array(z.object({ n: z.number('a number') })), name: z.string('a text') });
  expect(() => parseInput(schema, { rows: [{ n: 1 }, { n: 'x' }] })).toThrow(
    expect.objectContaining({
      message: '2 values cannot be used.',
      problems: [
        { message: '`rows[1].n` is "x".', path: 'rows[1].n', expected: 'a number' },
        { message: '`name` is missing.', path: 'name', expected: 'a text' },
      ],
    }),
  );
  expect(() => parseInput(schema, null)).toThrow('the input is null');
});
