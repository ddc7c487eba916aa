import { AssayError } from '../contract/errors.ts';
import type { AppContext } from './context.ts';

/** Throws `interrupted` once the work is to end. `rest`: what becomes of the work that is left, in a sentence. */
export function throwIfInterrupted({ signal }: Pick<AppContext, 'signal'>, rest: string): void {
  if (signal?.aborted) throw new AssayError('interrupted', 'stopped before its end', { remedy: rest });
}
