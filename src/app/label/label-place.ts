/** Where labels lie, and whose they are when nobody says: the same at the command line and in the page. */
import { userInfo } from 'node:os';
import { join } from 'node:path';

export const labelsPath = (dataDir: string) => join(dataDir, 'labels.jsonl');

/** Containers may run under an id that has no name. */
export function personHere(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
