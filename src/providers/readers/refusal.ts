import { APICallError } from '@ai-sdk/provider';

/** An error body as `describeFailure` reads it. */
export const refusal = (statusCode: number, responseBody: string): APICallError =>
  new APICallError({ message: '', url: '', requestBodyValues: {}, statusCode, responseBody });
