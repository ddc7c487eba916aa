import { AssayError } from '../contract/errors.ts';

/** `0.03` or `3%`, from 0 to 1; `otherwise` when not given. Throws `usage` with what was given. */
export function readShare(name: string, given: unknown, otherwise: number): number {
  if (given === undefined) return otherwise;
  const text = String(given).trim();
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text !== '' && value >= 0 && value <= 1) return value;
  throw new AssayError('usage', `--${name} is "${text}"`, {
    remedy: 'Expected a share from 0 to 1, e.g. 0.03 or 3%.',
  });
}
