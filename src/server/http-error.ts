import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AssayError, type ErrorCode, type Problem } from '../contract/errors.ts';
import { RowsRefused } from '../contract/rows-refused.ts';

const statuses: Partial<Record<ErrorCode, 400 | 403 | 404 | 503 | 500>> = {
  usage: 400,
  'suite-invalid': 400,
  'suite-not-found': 404,
  'provider-unknown': 400,
  'provider-not-installed': 400,
  'key-missing': 400,
  'not-allowed': 403,
  'run-not-found': 404,
  'store-busy': 503,
  'store-failed': 500,
};

/** Every failure of the API has this body. */
export function errorBody(
  code: string,
  message: string,
  remedy: string | null = null,
  problems: readonly Problem[] = [],
) {
  return { error: { code, message, remedy, ...(problems.length > 0 && { problems }) } };
}

export function errorResponse(error: unknown, context: Context): Response {
  if (error instanceof RowsRefused) return context.json(errorBody('usage', error.message), 422);
  if (error instanceof AssayError)
    return context.json(
      errorBody(error.code, error.message, error.remedy ?? null, error.problems),
      statuses[error.code] ?? 500,
    );
  // The framework's own: a body too large, or one that is no JSON; what was refused brings its answer.
  if (error instanceof HTTPException)
    return error.res
      ? error.getResponse()
      : context.json(errorBody('usage', error.message || 'The request is wrong.'), error.status);
  // What went wrong inside is for the log, not for whoever asks.
  return context.json(errorBody('internal', 'The server failed to answer this request.'), 500);
}
