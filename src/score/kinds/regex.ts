import { RE2JS, type RE2JS as CompiledPattern } from 're2js';
import { z } from 'zod';
import type { ScorerKind } from '../../contract/score.ts';
import { optionError, parseOptions } from '../parse-options.ts';

const options = z.strictObject({
  pattern: z.string({ error: 'a regular expression' }).min(1, 'a regular expression'),
  flags: z
    .string()
    .regex(/^[imsu]*$/, 'letters of i (ignore case), m (^ and $ at lines), s (. matches line breaks)')
    .default(''),
});

const flagBits: Record<string, number> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** RE2 runs in linear time whatever the pattern, so that no answer can hang a run; look-around and back-references are the price. */
function compile(pattern: string, flags: string): CompiledPattern {
  const bits = [...flags].reduce((sum, flag) => sum | (flagBits[flag] ?? 0), 0);
  try {
    return RE2JS.compile(pattern, bits);
  } catch (error) {
    const unsupported = /\(\?<?[=!]|\\[1-9]|\\k</.test(pattern);
    throw optionError(
      {
        message: `Option "pattern" of scorer "regex" cannot be ${JSON.stringify(pattern)}: ${(error as Error).message}.`,
        path: 'pattern',
        expected: 'a regular expression in RE2 syntax',
        remedy: unsupported
          ? 'Look-around and back-references are not supported, as they can take exponential time; use two scorers, one with `not: true`.'
          : 'Check brackets and escapes; in YAML put the pattern in single quotes.',
      },
      error,
    );
  }
}

export const regex: ScorerKind = {
  type: 'regex',
  summary: 'a regular expression matches somewhere in the answer',
  prepare(given) {
    const { pattern, flags } = parseOptions('regex', options, given);
    const compiled = compile(pattern, flags);
    return (answer) => {
      const matcher = compiled.matcher(answer.text);
      if (!matcher.find()) return { value: 0, explanation: `Nothing in the answer matches ${pattern}.` };
      return { value: 1, label: (matcher.group() ?? '').slice(0, 200) };
    };
  },
};
