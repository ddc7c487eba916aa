import { headOf } from '../../base/cut-text.ts';
import { APICallError } from '@ai-sdk/provider';

/** The provider's own message out of an error body, in the class `describeFailure` knows. */
export function refusal(statusCode: number, responseBody: string): APICallError {
  let message = headOf(responseBody, 500);
  try {
    const { error } = JSON.parse(responseBody) as { error?: string | { message?: string } };
    message = (typeof error === 'string' ? error : error?.message) ?? message;
  } catch {
    // not JSON: the text itself is the message
  }
  return new APICallError({
    message: message || `status ${statusCode}`,
    url: '',
    requestBodyValues: {},
    statusCode,
    responseBody,
  });
}
