/** The data directory, whoever holds it: this process, or one that serves it on loopback. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from '../../base/clock.ts';
import { isAlive } from '../../base/own-process.ts';
import { cutText } from '../../base/cut-text.ts';
import { AssayError } from '../../contract/errors.ts';
import type { ResultStore, TotalsStore } from '../../contract/result-store.ts';
import type { StorageStore } from '../../contract/storage-store.ts';
import { recoverRuns, type RecoveryWatch, type SkippedRun } from '../../conduct/recover.ts';
import { leftOutText } from '../../view/words/left-out.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { readServerFile } from './server-file.ts';
import { longestSamplesDays } from '../../contract/retention.ts';
import type { Retention } from '../../store/retention.ts';
import { readPolicy, retentionPath, writeRetention } from '../storage/retention-file.ts';
import { withScorerServices } from '../score/scorer-services.ts';
import { claimOpening, isLocked } from './opening-claim.ts';
import { makeDataDir } from './make-data-dir.ts';
import { openStore } from '../../store/open-store.ts';
import { busyError, holderOf } from '../../store/engine.ts';
import { openRemoteStore } from '../../store/remote.ts';
import { isCarried } from './runs-here.ts';
import { findMissing } from './repair-data.ts';
import { serverLink, type ServerLink } from './server-link.ts';
import { copyDatabase, isReadOnly } from './read-only-copy.ts';
import { forgettingStore } from './forgetting-store.ts';

type Opened =
  | { kind: 'own'; store: TotalsStore }
  /** Another process holds the directory and answers for it. */
  | { kind: 'remote'; store: ResultStore; link: ServerLink };

/** `skipped`: runs of the directory that are not among the results, and why. */
export type OpenData = Opened & { skipped: SkippedRun[] };

/** Before what earlier runs left behind was looked at: `recover` does that. */
export type OpenedFirst = Opened & { recover(watch?: RecoveryWatch): Promise<SkippedRun[]> };

/** A command that only reads holds the directory for a moment; the first one makes the tables, and one that serves needs as long to say where. */
const patienceMs = 20_000;
const pauseMs = 100;

/** Where a command's data is. */
export interface DataPlace {
  dataDir: string;
  /** URL of a ClickHouse server that holds the results instead. */
  results?: string | undefined;
  cwd: string;
  env: Record<string, string | undefined>;
  /** Told what is left out, and what was put right. */
  note?(text: string): void;
}

/** With a broken file nothing is removed for its age, and nothing is refused for it. */
const retention = ({ dataDir, note = () => undefined }: DataPlace): Promise<Retention> =>
  readPolicy(dataDir).then(
    (policy) => ({ samplesDays: longestSamplesDays(policy) }),
    (error: unknown) => {
      note(`${(error as Error).message}: \`assay storage\` says what is wrong with it.`);
      return { samplesDays: null };
    },
  );

/** A database of an earlier version that was made to keep samples for another time than usual goes on to do so. */
async function keepLimit(dataDir: string, store: StorageStore): Promise<void> {
  if (existsSync(retentionPath(dataDir))) return;
  const samples = await store.earlierSamplesDays();
  if (samples !== null) await writeRetention(dataDir, { samples, rules: [] });
}

async function openOwn(place: DataPlace): Promise<TotalsStore> {
  const { dataDir } = place;
  const store = await openStore({ dataDir, retention: await retention(place) });
  await keepLimit(dataDir, store);
  return forgettingStore(store, dataDir);
}

/** Read-only: what is missing is looked for in a copy, which is gone when it is closed. */
async function openCopy(place: DataPlace): Promise<TotalsStore> {
  const { dataDir, note = () => undefined } = place;
  note(`${dataDir} cannot be written: reading a copy of its database.`);
  const copy = await copyDatabase(dataDir);
  try {
    const store = await openStore({ dataDir: copy.dataDir, retention: await retention(place) });
    return {
      ...store,
      close: async () => {
        await store.close();
        await copy.remove();
      },
    };
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

/** `null`: somebody else is about to hold it, or holds it and does not say where. */
async function tryOpen(place: DataPlace): Promise<Opened | null> {
  const { dataDir, results } = place;
  if (results !== undefined)
    return { kind: 'own', store: await openStore({ url: results, retention: await retention(place) }) };
  const server = await readServerFile(dataDir);
  if (server) {
    const link = serverLink(dataDir, server);
    return { kind: 'remote', link, store: openRemoteStore({ ...server, find: link.find }) };
  }
  await makeDataDir(dataDir);
  if (await isReadOnly(dataDir)) return { kind: 'own', store: await openCopy(place) };
  const holder = await holderOf(dataDir);
  // the engine prints a line for each time that it is asked in vain
  if (holder !== null && isAlive(holder)) return null;
  const release = await claimOpening(dataDir, wallClockMs());
  if (release === null) return null;
  try {
    // whoever had the claim before may hold the database by now
    const next = await holderOf(dataDir);
    return next !== null && isAlive(next) ? null : { kind: 'own', store: await openOwn(place) };
  } finally {
    await release();
  }
}

const isBusy = (error: unknown) => error instanceof AssayError && error.code === 'store-busy';

async function recover(place: DataPlace, opened: Opened, watch?: RecoveryWatch): Promise<SkippedRun[]> {
  const { dataDir, note = () => undefined } = place;
  // a server is filled from a directory only when that is asked for
  const isOwn = opened.kind === 'own' && place.results === undefined;
  const missing = isOwn ? await findMissing(dataDir, opened.store, note) : null;
  const { runs, skipped } = await withScorerServices(place, (servicesOf) =>
    recoverRuns(dataDir, opened.store, {
      isAlive: isCarried,
      servicesOf,
      lost: missing?.runs ?? [],
      ...watch,
    }),
  );
  // those that were not come to are looked for again by the next command
  if (!watch?.signal.aborted) await missing?.done();
  for (const { run_id, left_out } of runs) {
    const what = leftOutText(left_out);
    if (what !== null) note(`Run ${shortRunId(run_id)}: ${what}. \`assay doctor\` says what can be done.`);
  }
  for (const { run_id, reason } of skipped)
    note(`Run ${shortRunId(run_id)} is left out: ${oneLine(reason)} \`assay doctor\` says what can be done.`);
  return skipped;
}

const oneLine = (reason: string) =>
  cutText(reason.replaceAll(/\s+/g, ' ').trim(), 300).replace(/[^.…]$/, '$&.');

/** Opens the results' server or the directory, or reaches the process that holds it. Throws `store-busy` when it is held and nobody answers. */
export async function openFirst(place: DataPlace): Promise<OpenedFirst> {
  const deadline = nowMs() + patienceMs;
  for (;;) {
    const isLast = nowMs() > deadline;
    const opened = await (isLast ? openNow(place) : tryOpen(place)).catch((error: unknown) => {
      if (isBusy(error) && !isLast) return null;
      throw error;
    });
    if (opened) return { ...opened, recover: (watch) => recover(place, opened, watch) };
    await sleep(pauseMs);
  }
}

/** The same; then takes runs whose process is gone to their end, so that what was measured can be seen. */
export async function openData(place: DataPlace): Promise<OpenData> {
  const { recover: recoverAll, ...opened } = await openFirst(place);
  try {
    return { ...opened, skipped: await recoverAll() };
  } catch (error) {
    await opened.store.close();
    throw error;
  }
}

/** Whatever its lock file says: that may be of a process whose number another one has now. */
async function openNow(place: DataPlace): Promise<Opened> {
  if (place.results === undefined && (await isLocked(place.dataDir))) throw await busyError(place.dataDir);
  return { kind: 'own', store: await openOwn(place) };
}

/** Opens the data for one piece of work and closes it again. */
export async function withData<T>(
  place: DataPlace,
  work: (store: ResultStore, skipped: SkippedRun[]) => Promise<T>,
): Promise<T> {
  const { store, skipped } = await openData(place);
  try {
    return await work(store, skipped);
  } finally {
    await store.close();
  }
}
