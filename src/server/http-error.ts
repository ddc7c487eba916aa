import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AssayError, type ErrorCode, type Problem } from '../contract/errors.ts';
import { programError } from '../app/program-words.ts';
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

/** Where an error does not say what to do: its problems do, or the description of the API. */
const remedyOf = ({ problems }: AssayError) =>
  problems.length > 0
    ? 'Correct what `problems` lists.'
    : 'Compare the request with its description at GET /api/openapi.json.';

export function errorResponse(thrown: unknown, context: Context): Response {
  const error = programError(thrown);
  if (error instanceof RowsRefused) return context.json(errorBody('usage', error.message), 422);
  if (error instanceof AssayError) {
    const status = statuses[error.code] ?? 500;
    return context.json(
      errorBody(
        error.code,
        error.message,
        error.remedy ?? (status === 400 ? remedyOf(error) : null),
        error.problems,
      ),
      status,
    );
  }
  // The framework's own: a body too large, or one that is no JSON; what was refused brings its answer.
  if (error instanceof HTTPException)
    return error.res
      ? error.getResponse()
      : context.json(
          errorBody(
            'usage',
            error.message || 'The request is wrong.',
            error.status === 400
              ? 'Send a body of JSON, with the header content-type: application/json.'
              : null,
          ),
          error.status,
        );
  // What went wrong inside is for the log, not for whoever asks.
  return context.json(errorBody('internal', 'The server failed to answer this request.'), 500);
}
