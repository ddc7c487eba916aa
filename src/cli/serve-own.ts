/** This process holds the database: it serves the page and the API, and writes down where others find them. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { wallClockMs } from '../base/clock.ts';
import { AssayError } from '../contract/errors.ts';
import type { TotalsStore } from '../contract/result-store.ts';
import { attachmentFolder } from '../journal/keep-attachments.ts';
import { runDirectory } from '../journal/run-directory.ts';
import { createServingContext } from '../app/create-app-context.ts';
import { applyRetention } from '../app/storage/apply-retention.ts';
import { retentionText } from '../report/storage-text.ts';
import { applyDaily } from '../server/apply-daily.ts';
import { createApp } from '../server/create-app.ts';
import { listen, type Listening } from '../server/listen.ts';
import { createAdopter } from '../server/adopt.ts';
import { LiveHub } from '../server/live-hub.ts';
import type { OpenedFirst } from '../app/data/open-data.ts';
import { TidyingUp } from './tidying-up.ts';
import { removeServerFile, writeServerFile } from '../app/data/server-file.ts';
import { watchQuiet } from '../server/watch-quiet.ts';
import { pageKeyOf } from '../app/data/token-id.ts';
import type { Host, HostOptions } from './host.ts';
import { HostedRuns } from '../app/run/hosted-runs.ts';
import { joinEvents } from './join-events.ts';
import { removeOpener } from './page-link.ts';
import { builtPageDir } from '../app/data/paths.ts';
import { assayVersion } from '../app/data/version.ts';

const defaultPort = 4400;

type OwnData = Extract<OpenedFirst, { kind: 'own' }>;

async function listenSomewhere(
  app: Parameters<typeof listen>[0],
  port: number | undefined,
): Promise<Listening> {
  if (port !== undefined) return listen(app, { port });
  try {
    return await listen(app, { port: defaultPort });
  } catch (error) {
    if (error instanceof AssayError && error.code === 'port-in-use') return listen(app, { port: 0 });
    throw error;
  }
}

/** Whoever asks for a run over HTTP is not at this machine: files are those of the folder the server was started in. */
const hostedRuns = (
  store: TotalsStore,
  emit: Host['emit'],
  options: HostOptions,
  ready: Promise<unknown>,
): HostedRuns =>
  new HostedRuns(
    {
      ...options,
      filesWithin: options.cwd,
      startedBy: 'POST /api/runs',
      live: { store, emit },
      withStore: (work) => work(store, []),
    },
    ready,
  );

/** For a server that stays: what is past its time is removed. Returns how to stop. */
function keepRetention(store: TotalsStore, live: LiveHub, options: HostOptions): () => Promise<void> {
  const { dataDir, results, control, cwd, env, note } = options;
  const settings = { dataDir, cwd, env, ...(results && { results }), ...(control && { control }) };
  const context = createServingContext(settings, store, undefined);
  return applyDaily({
    async apply() {
      const pass = await applyRetention({}, context);
      live.handleDeleted(pass.runs);
      if (pass.removed.length > 0) note(retentionText(pass));
    },
    isBusy: () => live.goingOn().length > 0,
    onError: (error) => note(`retention could not be applied: ${(error as Error).message}`),
  });
}

/** Throws `port-in-use`. */
export async function serveOwn(opened: OwnData, options: HostOptions): Promise<Host> {
  const { store } = opened;
  const { dataDir, note } = options;
  const live = new LiveHub();
  const token = randomBytes(24).toString('base64url');
  const version = assayVersion();
  const pageDir = builtPageDir();
  if (pageDir === null) note('the page is not built: `npm run build` makes it');
  const onError = (error: unknown) => note(`the server failed: ${(error as Error).message}`);
  const shared = await joinEvents(options, store, live, onError);
  const tidying = new TidyingUp(opened, options);
  const runs = hostedRuns(store, shared.emit, options, tidying.recovered);
  const stopRun = (runId: string) => options.stopRun(runId) || runs.stop(runId) || shared.stopRun(runId);
  const attachmentPath = (runId: string, sha256: string) =>
    join(attachmentFolder(runDirectory(dataDir, runId)), sha256);
  const { results, control, cwd, env } = options;
  const app = createApp({
    settings: { dataDir, cwd, env, ...(results && { results }), ...(control && { control }) },
    store,
    live,
    pageDir,
    token,
    version,
    stopRun,
    ...(options.startsRuns && { runs }),
    attachmentPath,
    background: tidying.background,
    onError,
  });
  await tidying.waitAMoment();
  const server = await listenSomewhere(app, options.port).catch(async (error: unknown) => {
    await tidying.stop();
    throw error;
  });
  const stopWatching = watchQuiet(live, createAdopter(store, live).catchUp, onError);
  const { pid } = process;
  // most people open the newest run first: its summary is made while they reach for the browser
  void fetch(`${server.url}/api/runs/latest`).catch(() => undefined);
  await writeServerFile(dataDir, { pid, url: server.url, token, started_at_ms: wallClockMs(), version });
  if (options.startsRuns) void tidying.goOn(store, () => keepRetention(store, live, options));
  return {
    store,
    emit: shared.emit,
    pageUrl: pageDir === null ? null : server.url,
    pageKey: pageKeyOf(token),
    isRemote: false,
    async close() {
      await tidying.stop();
      await runs.close();
      stopWatching();
      await removeServerFile(dataDir, pid);
      await removeOpener(dataDir);
      await server.close();
      await shared.close();
      await store.close();
    },
  };
}
