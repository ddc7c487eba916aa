import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package's own folder: sources and build lie equally deep in it. */
const packageDir = fileURLToPath(new URL('../../..', import.meta.url));

/** The suites that come along. */
export const shippedSuitesDir = join(packageDir, 'suites');

/** The built page; `null` when it was not built. */
export function builtPageDir(): string | null {
  const folder = join(packageDir, 'dist', 'web');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
