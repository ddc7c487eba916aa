/** Where labels are kept, and whose they are when nobody says: the same at the command line and on the page. */
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ownUserId } from '../../base/own-process.ts';
import type { AppContext } from '../context.ts';

export const labelsPath = (dataDir: string) => join(dataDir, 'labels.jsonl');

/** Who labels when no name is given. Containers may run under an id that has no name. */
export function labellerOf({ labeller }: Pick<AppContext, 'labeller'>): string {
  if (labeller !== undefined) return labeller;
  try {
    return userInfo().username;
  } catch {
    return `uid-${ownUserId ?? 'unknown'}`;
  }
}
