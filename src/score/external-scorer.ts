/** Scorers of the user's own, in a program that stays and answers JSON lines. */
import { cutText } from '../base/cut-text.ts';
import { z } from 'zod';
import type { Program, Sandbox } from '../contract/program.ts';
import type { ScoreAnswer, Verdict } from '../contract/score.ts';
import { measuredNumbers } from './measured-numbers.ts';
import { noSandbox } from './program-limits.ts';

const verdict = z.union([
  z.number(),
  z.boolean().transform(Number),
  z.null(),
  z.object({
    value: z.union([z.number(), z.boolean().transform(Number), z.null()]),
    label: z.coerce.string().nullish(),
    explanation: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
  }),
]);

const maxText = 2000;

/** A line of a program as a verdict. Throws when it is none. */
export function readVerdict(line: string): Verdict {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    throw new Error(`it did not return JSON: ${cutText(line, 200)}`);
  }
  const parsed = verdict.safeParse(given);
  if (!parsed.success)
    throw new Error(
      `it returned ${cutText(line, 200)}, not a number from 0 to 1 or {value, label, explanation, metadata}`,
    );
  if (parsed.data === null || typeof parsed.data === 'number') return { value: parsed.data };
  const { value, label, explanation, metadata } = parsed.data;
  return {
    value,
    ...(label != null && { label: cutText(label, maxText) }),
    ...(explanation != null && { explanation: cutText(explanation, maxText) }),
    ...(metadata != null && { metadata }),
  };
}

/** `stays`: one program for all answers, a line each; else one for each answer. A fault of the program is a rejection. */
/** JSON without U+2028 and U+2029, at which some readers of lines break. */
const oneLine = (value: unknown) =>
  JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

export function externalScorer(
  program: Program,
  settings: { options: unknown; stays: boolean },
  sandbox: Sandbox | undefined,
): ScoreAnswer {
  const lines = settings.stays ? sandbox?.open(program) : undefined;
  async function once(input: string): Promise<string> {
    const { end, exitCode, stdout, stderr } = await (sandbox as Sandbox).run(program, `${input}\n`);
    if (end === 'exit' && exitCode === 0) return stdout.trim();
    throw new Error(
      `it ended with ${end === 'exit' ? `exit code ${exitCode}` : end}: ${stderr.trim().slice(-500)}`,
    );
  }
  return async (answer, testCase, context) => {
    if (!sandbox) return { value: null, explanation: noSandbox };
    const { id, variables, expected = null, category = null, tags } = testCase;
    const input = oneLine({
      answer,
      expected,
      case: { id, category, tags, variables },
      measurement: context?.measurement ? measuredNumbers(context.measurement) : null,
      options: settings.options,
    });
    return readVerdict(await (lines ? lines.ask(input) : once(input)));
  };
}
