/** Where labels lie, and whose they are when nobody says: the same at the command line and in the page. */
import { userInfo } from 'node:os';
import { join } from 'node:path';

export const labelsPath = (dataDir: string) => join(dataDir, 'labels.jsonl');
export const personHere = () => userInfo().username;
