import type { JsonObject } from '../answer-reader.ts';
import { errorIn } from '../error-in.ts';
import { fieldsOf } from '../fields.ts';

/** An error that a frame holds, beside its choice or in it; `undefined`: none. */
export function chatError(frame: JsonObject, choice: JsonObject | null, event: string): unknown {
  const error = errorIn(frame, event) ?? (choice?.['error'] || undefined);
  if (error !== undefined) return error;
  // MiniMax answers with status 200 and says inside what went wrong
  const { status_code: status, status_msg: message } = fieldsOf(frame['base_resp']);
  return typeof status === 'number' && status !== 0 ? { message, code: status } : undefined;
}
