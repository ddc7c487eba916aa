import { z } from 'zod';

/** What a case expects of code. */
const codeTask = z.union([
  z
    .string()
    .min(1)
    .transform((tests) => ({ tests: [tests] })),
  z
    .array(z.string().min(1))
    .min(1)
    .transform((tests) => ({ tests })),
  z.strictObject({
    tests: z.union([
      z
        .string()
        .min(1)
        .transform((one) => [one]),
      z.array(z.string().min(1)).min(1),
    ]),
    setup: z.string().optional().describe('before the tests'),
  }),
  z.strictObject({
    function: z.string().regex(/^[A-Za-z_$][\w$]*$/, 'a name'),
    calls: z.array(z.strictObject({ args: z.array(z.unknown()), returns: z.unknown() })).min(1),
  }),
  z.strictObject({
    inputs: z.array(z.strictObject({ stdin: z.string().default(''), stdout: z.string() })).min(1),
  }),
]);

export type CodeTask =
  | { kind: 'tests'; tests: string[]; setup: string }
  | { kind: 'calls'; name: string; calls: { args: unknown[]; returns?: unknown }[] }
  | { kind: 'inputs'; inputs: { stdin: string; stdout: string }[] };

/** `null` when the case expects nothing that code could be checked against. */
export function readCodeTask(expected: unknown): CodeTask | null {
  const parsed = codeTask.safeParse(expected);
  if (!parsed.success) return null;
  const task = parsed.data;
  if ('function' in task) return { kind: 'calls', name: task.function, calls: task.calls };
  if ('inputs' in task) return { kind: 'inputs', inputs: task.inputs };
  return { kind: 'tests', tests: task.tests, setup: ('setup' in task && task.setup) || '' };
}
