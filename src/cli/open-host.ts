/** The data directory opened for long: with a page, and an address where other commands find it. */
import type { ResultStore } from '../contract/result-store.ts';
import { readServerFile } from '../app/data/server-file.ts';
import { pageKeyOf } from '../app/data/token-id.ts';
import type { Host, HostOptions } from './host.ts';
import { openFirst, withData } from '../app/data/open-data.ts';
import { sendEvents } from '../app/data/send-events.ts';

/**
 * Without a page nobody looks while the run goes on, so the database, and the memory it takes, is left to the next command
 * that opens it: it reads the journal. Only a server that has come meanwhile is told at once.
 */
function laterHost({ dataDir, cwd, env }: HostOptions): Host {
  return {
    store: null,
    emit: () => undefined,
    pageUrl: null,
    pageKey: '',
    isRemote: false,
    close: async () => {
      if (await readServerFile(dataDir)) await withData({ dataDir, cwd, env }, async () => undefined);
    },
  };
}

/** A server of results takes rows while the run goes on, whether or not there is a page. */
function silentHost(store: ResultStore): Host {
  return {
    store,
    emit: () => undefined,
    pageUrl: null,
    pageKey: '',
    isRemote: false,
    close: () => store.close(),
  };
}

/** Opens and serves the directory, or joins the process that does. Throws `store-busy` and `port-in-use`. */
export async function openHost(options: HostOptions): Promise<Host> {
  const { dataDir, results, cwd, env, page } = options;
  if (!page && results === undefined && !(await readServerFile(dataDir))) return laterHost(options);
  // what is said of earlier runs is told by a server that stays; a run has other things to say
  const isServer = page && options.startsRuns === true;
  const opened = await openFirst({ dataDir, results, cwd, env, ...(isServer && { note: options.note }) });
  try {
    // a run is not to be disturbed by what earlier ones left behind; a server answers first
    if (opened.kind === 'remote' || !isServer) await opened.recover();
    if (opened.kind === 'own' && !page) return silentHost(opened.store);
    if (opened.kind === 'own') {
      // the server and its schemas are loaded only by who serves
      const { serveOwn } = await import('./serve-own.ts');
      return await serveOwn(opened, options);
    }
  } catch (error) {
    await opened.store.close();
    throw error;
  }
  const sender = sendEvents(opened.link, options.note, options.stopRun);
  return {
    store: opened.store,
    emit: sender.emit,
    pageUrl: options.page ? opened.link.current().url : null,
    pageKey: pageKeyOf(opened.link.current().token),
    isRemote: true,
    async close() {
      await sender.close();
      await opened.store.close();
    },
  };
}
