import { readFileSync } from 'node:fs';

/** Version of the package this code belongs to; the file is two folders up from the sources and from dist alike. */
export function assayVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
