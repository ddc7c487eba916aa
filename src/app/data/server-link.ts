/** The server that holds the data directory, wherever it is now: one that is started again has another address and token. */
import { readServerFile, type ServerFile } from './server-file.ts';

export interface ServerLink {
  current(): ServerFile;
  /** Looks for the one that holds the directory now; `null`: nobody there. */
  find(): Promise<ServerFile | null>;
}

export function serverLink(dataDir: string, first: ServerFile): ServerLink {
  let current = first;
  // Rows and events fail at the same time: one look is for both.
  let looking: Promise<ServerFile | null> | undefined;
  return {
    current: () => current,
    find() {
      looking ??= readServerFile(dataDir)
        .then((found) => {
          if (found) current = found;
          return found;
        })
        .finally(() => (looking = undefined));
      return looking;
    },
  };
}
