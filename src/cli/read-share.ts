import { AssayError } from '../contract/errors.ts';

/** `0.8` or `80%`, above 0 and below 1; `undefined` when not given. Throws `usage`. */
export function readShare(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (value > 0 && value < 1) return value;
  throw new AssayError('usage', `${option} is "${text}"`, {
    remedy: 'Expected a share between 0 and 1, e.g. 0.8 or 80%.',
  });
}
