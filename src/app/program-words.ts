/** Texts that name options of commands, as a program or a request reads them: by the names of inputs and settings. */
import { AssayError, type Problem } from '../contract/errors.ts';
import type { Notice } from '../contract/notice.ts';
import { storageError } from './data/storage-error.ts';

/** Inputs that are not called as their option is. */
const inputOf: Record<string, string> = {
  t: 'targets',
  target: 'targets',
  o: 'file',
  output: 'file',
  m: 'map',
  sim: 'simulator',
  check: 'checks',
  scorer: 'scorers',
  fresh: 'resume: false',
  since: 'sinceMs',
  until: 'untilMs',
  rate: 'load.rate',
  users: 'load.users',
  shape: 'load.shape',
  option: 'load',
};

const camelCase = (word: string) => word.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Commands in backticks stay commands. */
const written = /`assay [^`]*`|(?<![\w-])(?:--([a-z][a-z0-9-]*)|-([tom])(?![\w-]))/g;

export function programText(text: string): string {
  return text.replaceAll(written, (whole: string, long?: string, short?: string) => {
    const option = long ?? short;
    if (option === undefined) return whole;
    const name = Object.hasOwn(inputOf, option) ? inputOf[option] : camelCase(option);
    return `\`${name}\``;
  });
}

const programProblem = ({ message, remedy, ...rest }: Problem): Problem => ({
  ...rest,
  message: programText(message),
  ...(remedy !== undefined && { remedy: programText(remedy) }),
});

/** The same error for a program, and what the system says of a file as one; anything else stays what it is. */
export function programError(given: unknown): unknown {
  const error = given instanceof AssayError ? given : (storageError(given) ?? given);
  // what is a kind of its own is told by what it is
  if (!(error instanceof AssayError) || error.constructor !== AssayError) return error;
  const { code, message, remedy, problems, cause, stack } = error;
  const made = new AssayError(code, programText(message), {
    problems: problems.map(programProblem),
    ...(remedy !== undefined && { remedy: programText(remedy) }),
    ...(cause !== undefined && { cause }),
  });
  if (stack !== undefined) made.stack = stack.replace(message, made.message);
  return made;
}

export const programNotice = (notice: Notice): Notice => ({
  ...notice,
  message: programText(notice.message),
});
