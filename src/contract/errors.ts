/**
 * The one error a user may see. It says what is wrong, where, and what to do about it.
 * A failed model call is not an error but data: see `attempt.ts`.
 */
export type ErrorCode =
  | 'usage'
  | 'suite-invalid'
  | 'suite-not-found'
  | 'provider-unknown'
  | 'provider-not-installed'
  | 'key-missing'
  | 'run-not-found'
  | 'store-busy'
  | 'store-failed'
  | 'journal-failed'
  | 'port-in-use'
  | 'budget-reached'
  | 'interrupted'
  | 'not-allowed';

/** Where in a user's file something is wrong; line and column count from 1. */
export interface SourceLocation {
  file: string;
  line?: number;
  column?: number;
}

export interface Problem {
  /** One sentence: what is wrong, with the offending value in it. */
  message: string;
  location?: SourceLocation;
  /** Path inside the document, e.g. `targets[1].model`. */
  path?: string;
  /** What was expected instead. */
  expected?: string;
  /** What to do about it: a near-miss spelling, a setting, a command. */
  remedy?: string;
}

export class AssayError extends Error {
  readonly code: ErrorCode;
  readonly problems: Problem[];
  readonly remedy: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { problems?: Problem[]; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AssayError';
    this.code = code;
    this.problems = options.problems ?? [];
    this.remedy = options.remedy;
  }
}
