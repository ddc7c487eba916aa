import { RE2JS, type RE2JS as CompiledPattern } from 're2js';
import { optionError } from './parse-options.ts';

const flagBits: Record<string, number> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** RE2 runs in linear time whatever the pattern, so that no answer can hang a run; look-around and back-references are the price. */
export function compilePattern(
  pattern: string,
  flags: string,
  option: { type: string; path: string },
): CompiledPattern {
  const bits = [...flags].reduce((sum, flag) => sum | (flagBits[flag] ?? 0), 0);
  try {
    return RE2JS.compile(pattern, bits);
  } catch (error) {
    const unsupported = /\(\?<?[=!]|\\[1-9]|\\k</.test(pattern);
    throw optionError(
      {
        message: `Option "${option.path}" of scorer "${option.type}" cannot be ${JSON.stringify(pattern)}: ${(error as Error).message}.`,
        path: option.path,
        expected: 'a regular expression in RE2 syntax',
        remedy: unsupported
          ? 'Look-around and back-references are not supported, since they can take exponential time; use two scorers, one with `not: true`.'
          : 'Check brackets and escapes; in YAML put the pattern in single quotes.',
      },
      error,
    );
  }
}
