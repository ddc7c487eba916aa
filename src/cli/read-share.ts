import { readFraction, type FractionKind } from '../base/fraction.ts';
import { AssayError } from '../contract/errors.ts';

/** `0.03` or `3%`, from 0 to 1; `otherwise` when not given. Throws `usage` with what was given. */
export function readFractionOption(
  name: string,
  given: unknown,
  otherwise: number,
  kind: FractionKind = 'fraction',
): number {
  if (given === undefined) return otherwise;
  const text = String(given).trim();
  const read = readFraction(text, kind);
  if ('value' in read) return read.value;
  throw new AssayError('usage', `--${name} is "${text}"`, { remedy: `Expected ${read.expected}.` });
}
