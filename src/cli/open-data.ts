/** The data directory, whoever holds it: this process, or one that serves it on loopback. */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from '../base/clock.ts';
import { AssayError } from '../contract/errors.ts';
import type { ResultStore, TotalsStore } from '../contract/result-store.ts';
import { createPriceBook } from '../measure/price-book.ts';
import { recoverRuns } from '../recover.ts';
import { readServerFile, type ServerFile } from '../server/server-file.ts';
import { retentionDays } from './retention-days.ts';
import { defaultRetention, type Retention } from '../store/retention.ts';
import { withPowers } from './score-powers.ts';
import { openStore } from '../store/open-store.ts';
import { openRemoteStore } from '../store/remote.ts';
import { isAlive } from './is-alive.ts';

export type OpenData =
  | { kind: 'own'; store: TotalsStore }
  /** Another process holds the directory and answers for it. */
  | { kind: 'remote'; store: ResultStore; server: ServerFile };

/** A command that only reads holds the directory for a moment; one that serves needs as long to say where. */
const patienceMs = 5000;
const pauseMs = 100;

/** Where a command's data is. */
export interface DataPlace {
  dataDir: string;
  /** URL of a ClickHouse server that holds the results instead. */
  results?: string | undefined;
}

function retention(): Retention {
  const samplesDays = retentionDays(process.env);
  return { ...defaultRetention, samplesDays };
}

async function tryOpen({ dataDir, results }: DataPlace): Promise<OpenData | AssayError> {
  if (results !== undefined) return { kind: 'own', store: await openStore({ url: results }) };
  const server = await readServerFile(dataDir);
  if (server) return { kind: 'remote', server, store: openRemoteStore(server) };
  try {
    return { kind: 'own', store: await openStore({ dataDir, retention: retention() }) };
  } catch (error) {
    if (error instanceof AssayError && error.code === 'store-busy') return error;
    throw error;
  }
}

/**
 * Opens the results' server or the directory, or reaches the process that holds it; then takes runs whose process is gone to their end, so
 * that what was measured can be seen. Throws `store-busy` when it is held and nobody answers.
 */
export async function openData(place: DataPlace): Promise<OpenData> {
  const deadline = nowMs() + patienceMs;
  for (;;) {
    const opened = await tryOpen(place);
    if (opened instanceof AssayError) {
      if (nowMs() > deadline) throw opened;
      await sleep(pauseMs);
      continue;
    }
    const prices = createPriceBook({ at: wallClockMs() });
    await withPowers((powersOf) => recoverRuns(place.dataDir, opened.store, prices, isAlive, powersOf));
    return opened;
  }
}

/** Opens the data for one piece of work and closes it again. */
export async function withData<T>(place: DataPlace, work: (store: ResultStore) => Promise<T>): Promise<T> {
  const { store } = await openData(place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
