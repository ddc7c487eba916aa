import { keysOf } from '../../base/typed-keys.ts';
import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { checkCode } from '../code/check-code.ts';
import { readCodeTask } from '../code/code-task.ts';
import { languages, type Language } from '../code/languages.ts';
import { findCode } from '../find-code.ts';
import { optionError, parseOptions } from '../parse-options.ts';
import { limitOptions, limitsOf, noSandbox } from '../program-limits.ts';

const names = keysOf(languages);
const options = z.strictObject({
  language: z.enum(names, { error: `one of: ${names.join(', ')}` }).optional(),
  command: z
    .array(z.string().min(1), { error: 'program and arguments, e.g. [ruby, main.rb]' })
    .min(1)
    .optional()
    .describe('for any other language: run on a file with the code and its tests'),
  file: z.string().min(1).optional().describe('name of that file; default: the last word of the command'),
  fences: z.array(z.string().min(1)).optional().describe('names of code fences to look for'),
  ...limitOptions,
});

/** A language by command: code and tests in one file, whose tests speak by the exit code; no single functions. */
function byCommand(command: string[], file: string, fences: string[]): Language {
  return {
    fences,
    command,
    givesWord: false,
    withTests: (code, tests) => ({ [file]: `${code}\n${tests}\n` }),
    withCalls: () => ({}),
    alone: (code) => ({ [file]: code }),
  };
}

function languageOf(given: z.infer<typeof options>): Language {
  const { language, command, file, fences } = given;
  if ((language === undefined) === (command === undefined))
    throw optionError({
      message: `Scorer "code" needs either "language" or "command".`,
      path: language === undefined ? 'language' : 'command',
      expected: `a language (${names.join(', ')}) or the command that runs another`,
    });
  if (command) return byCommand(command, file ?? (command.at(-1) as string), fences ?? []);
  const known = languages[language as keyof typeof languages];
  return fences ? { ...known, fences } : known;
}

/** `expected`: tests (text or list), `{function, calls}`, or `{inputs}`; the value is the share that passed. */
export const code: ScorerKind = {
  type: 'code',
  summary: 'the code of the answer passes tests, run in a sandbox',
  needs: 'sandbox',
  prepare(given, _spec, services) {
    const parsed = parseOptions('code', options, given);
    const language = languageOf(parsed);
    const limits = limitsOf(parsed);
    return async (answer, testCase) => {
      const task = readCodeTask(testCase.expected);
      if (!task) return { value: null, explanation: 'The case expects no tests, calls or inputs.' };
      if (task.kind === 'calls' && parsed.command)
        return { value: null, explanation: 'Calls are supported in javascript, typescript and python only.' };
      const source = findCode(answer.text, language.fences);
      if (source === null) return { value: 0, explanation: 'There is no code in the answer.' };
      if (!services?.sandbox) return { value: null, explanation: noSandbox };
      const checks = await checkCode(task, source, language, limits, services.sandbox);
      const passed = checks.filter((check) => check.passed).length;
      const fault = checks.find((check) => check.fault !== null)?.fault;
      return {
        value: passed / checks.length,
        label: `${passed}/${checks.length}`,
        metadata: {
          passed,
          total: checks.length,
          faults: checks.flatMap(({ fault }) => fault ?? []).slice(0, 10),
        },
        ...(fault != null && { explanation: fault }),
      };
    };
  },
};
