import { bodyLimit } from 'hono/body-limit';
import { errorBody } from './http-error.ts';

const maxBytes = 32 * 1024 * 1024;

/** For requests with which a suite may come along whole. */
export const suiteBodyLimit = bodyLimit({
  maxSize: maxBytes,
  onError: (context) =>
    context.json(errorBody('usage', `A body may have ${maxBytes} bytes.`, 'Give the suite as a file.'), 413),
});
