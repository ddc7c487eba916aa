import { AssayError, type Problem } from '../errors.ts';

/** What to do about a problem, with what was expected: a whole text, for where there is no room for both. */
function remedyOf({ expected, remedy }: Problem): string | undefined {
  if (expected === undefined) return remedy;
  return `Expected ${expected}.${remedy === undefined ? '' : ` ${remedy}`}`.replace(/\.\.(?= |$)/, '.');
}

/** `usage`: one problem is the message itself, several are listed. */
export function inputError(problems: Problem[], code: 'usage' | 'suite-invalid' = 'usage'): AssayError {
  const [first] = problems;
  if (!first || problems.length > 1)
    return new AssayError(code, `${problems.length} values cannot be used.`, { problems });
  const remedy = remedyOf(first);
  return new AssayError(code, first.message, { ...(remedy !== undefined && { remedy }) });
}
