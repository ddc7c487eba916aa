/** Errors that servers send where an answer is due, in whatever shape. */
import type { JsonObject } from './answer-reader.ts';
import { isObject } from './fields.ts';

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== '';

/** What an error frame may hold: with anything else in it, a message is no error. */
const errorFields =
  /^(message|msg|code|status|statusCode|status_code|type|object|param|id|request_id|requestId|error_type|details?|event)$/;

/** `undefined`: the frame holds no error. */
export function errorIn(frame: JsonObject, event = ''): unknown {
  const { error } = frame;
  // a word beside the sentence: both tell something
  if (typeof error === 'string' && error !== '') return isSaid(frame['message']) ? frame : error;
  if (isSaid(error)) return error;
  if (Array.isArray(frame['errors']) && frame['errors'].length > 0) return frame['errors'][0];
  if (event === 'error' || frame['type'] === 'error' || frame['object'] === 'error') return frame;
  const isBare = Object.keys(frame).every((name) => errorFields.test(name));
  if (!isBare) return undefined;
  if (isSaid(frame['message']) || isSaid(frame['msg'])) return frame;
  const { detail } = frame;
  return isSaid(detail) ? (isObject(detail) ? detail : { ...frame, message: detail }) : undefined;
}
