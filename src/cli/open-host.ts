/** The data directory opened for long: with a page, and an address where other commands find it. */
import { randomBytes } from 'node:crypto';
import { wallClockMs } from '../base/clock.ts';
import { AssayError } from '../contract/errors.ts';
import type { EmitRunEvent } from '../contract/events.ts';
import type { ResultStore, TotalsStore } from '../contract/result-store.ts';
import { createApp } from '../server/create-app.ts';
import { listen, type Listening } from '../server/listen.ts';
import { LiveHub } from '../server/live-hub.ts';
import { readServerFile, removeServerFile, writeServerFile } from '../server/server-file.ts';
import { openData, withData } from './open-data.ts';
import { builtPageDir } from './paths.ts';
import { sendEvents } from './send-events.ts';
import { assayVersion } from './version.ts';

const usualPort = 4400;

export interface HostOptions {
  dataDir: string;
  /** Asked for by the user; default: the usual one, or any free one when that is taken. */
  port: number | undefined;
  /** The page, besides the API. */
  page: boolean;
  /** Asks a run of this process to stop. */
  stopRun: (runId: string) => boolean;
  note: (line: string) => void;
}

export interface Host {
  /** `null`: the database is not opened; the run's journal holds all of it. */
  store: ResultStore | null;
  /** What is told here is seen on the page. */
  emit: EmitRunEvent;
  /** Address of the page, `null` when there is none. */
  pageUrl: string | null;
  /** Another process holds the directory and serves it. */
  isRemote: boolean;
  close(): Promise<void>;
}

async function listenSomewhere(
  app: Parameters<typeof listen>[0],
  port: number | undefined,
): Promise<Listening> {
  if (port !== undefined) return listen(app, { port });
  try {
    return await listen(app, { port: usualPort });
  } catch (error) {
    if (error instanceof AssayError && error.code === 'port-in-use') return listen(app, { port: 0 });
    throw error;
  }
}

async function serveOwn(store: TotalsStore, options: HostOptions): Promise<Host> {
  const { dataDir, note } = options;
  const live = new LiveHub();
  const token = randomBytes(24).toString('base64url');
  const version = assayVersion();
  const pageDir = builtPageDir();
  if (pageDir === null) note('the page is not built: `npm run build` makes it');
  const onError = (error: unknown) => note(`the server failed: ${(error as Error).message}`);
  const app = createApp({ store, live, pageDir, token, version, stopRun: options.stopRun, onError });
  const server = await listenSomewhere(app, options.port);
  const { pid } = process;
  // most people open the newest run first: its summary is made while they reach for the browser
  void fetch(`${server.url}/api/runs/latest`).catch(() => undefined);
  await writeServerFile(dataDir, { pid, url: server.url, token, started_at_ms: wallClockMs(), version });
  return {
    store,
    emit: live.handle,
    pageUrl: pageDir === null ? null : server.url,
    isRemote: false,
    async close() {
      await removeServerFile(dataDir, pid);
      await server.close();
      await store.close();
    },
  };
}

/**
 * Without a page nobody looks while the run goes on, so the database, and the memory it takes, is left to the next command
 * that opens it: it reads the journal. Only a server that has come meanwhile is told at once.
 */
function laterHost(dataDir: string): Host {
  return {
    store: null,
    emit: () => undefined,
    pageUrl: null,
    isRemote: false,
    close: async () => {
      if (await readServerFile(dataDir)) await withData(dataDir, async () => undefined);
    },
  };
}

/** Opens and serves the directory, or joins the process that does. Throws `store-busy` and `port-in-use`. */
export async function openHost(options: HostOptions): Promise<Host> {
  if (!options.page && !(await readServerFile(options.dataDir))) return laterHost(options.dataDir);
  const opened = await openData(options.dataDir);
  if (opened.kind === 'own') {
    try {
      return await serveOwn(opened.store, options);
    } catch (error) {
      await opened.store.close();
      throw error;
    }
  }
  const sender = sendEvents(opened.server, options.note, options.stopRun);
  return {
    store: opened.store,
    emit: sender.emit,
    pageUrl: options.page ? opened.server.url : null,
    isRemote: true,
    async close() {
      await sender.close();
      await opened.store.close();
    },
  };
}
