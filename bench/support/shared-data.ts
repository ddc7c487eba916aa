import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** Public data with published figures, beside the checkout; it is no part of the project. */
export function sharedData(...path: string[]): string {
  const file = join(root, '..', 'shared', 'data', ...path);
  if (existsSync(file)) return file;
  console.error(`The data is not here: ${file} is missing.`);
  process.exit(2);
}
