import { AssayError } from './errors.ts';

/** The store is there, and will never take these rows: writing them again is in vain, and others may still be written. */
export class RowsRefused extends AssayError {
  constructor(message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super('store-failed', message, options);
    this.name = 'RowsRefused';
  }
}
