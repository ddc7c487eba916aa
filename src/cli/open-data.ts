/** The data directory, whoever holds it: this process, or one that serves it on loopback. */
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs, wallClockMs } from '../base/clock.ts';
import { cutText } from '../base/cut-text.ts';
import { AssayError } from '../contract/errors.ts';
import type { ResultStore, TotalsStore } from '../contract/result-store.ts';
import { createPriceBook } from '../measure/price-book.ts';
import { recoverRuns, type SkippedRun } from '../recover.ts';
import { formatCounted } from '../report/format.ts';
import { leftOutText } from '../report/left-out-text.ts';
import { shortRunId } from '../report/runs-table.ts';
import { storedRuns, type RunDirectory } from '../run/run-directory.ts';
import { readServerFile, type ServerFile } from '../server/server-file.ts';
import { retentionDays } from './retention-days.ts';
import { defaultRetention, type Retention } from '../store/retention.ts';
import { withPowers } from './score-powers.ts';
import { openStore } from '../store/open-store.ts';
import { openRemoteStore } from '../store/remote.ts';
import { isAlive } from './is-alive.ts';

type Opened =
  | { kind: 'own'; store: TotalsStore }
  /** Another process holds the directory and answers for it. */
  | { kind: 'remote'; store: ResultStore; server: ServerFile };

/** `skipped`: runs of the directory that are not among the results, and why. */
export type OpenData = Opened & { skipped: SkippedRun[] };

/** A command that only reads holds the directory for a moment; one that serves needs as long to say where. */
const patienceMs = 5000;
const pauseMs = 100;

/** Where a command's data is. */
export interface DataPlace {
  dataDir: string;
  /** URL of a ClickHouse server that holds the results instead. */
  results?: string | undefined;
  /** Told what is left out, and what was put right. */
  note?(text: string): void;
}

function retention(): Retention {
  const samplesDays = retentionDays(process.env);
  return { ...defaultRetention, samplesDays };
}

async function tryOpen({ dataDir, results }: DataPlace): Promise<Opened | AssayError> {
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

/** Runs that were stored here once, and that the database does not know: it was lost, or is another. */
async function lostRuns({ dataDir, results }: DataPlace, opened: Opened): Promise<RunDirectory[]> {
  // a server is filled from a directory only when that is asked for
  if (opened.kind !== 'own' || results !== undefined) return [];
  const known = new Set(await opened.store.runIds());
  return (await storedRuns(dataDir)).filter(({ runId }) => !known.has(runId));
}

async function recover(place: DataPlace, opened: Opened): Promise<SkippedRun[]> {
  const { dataDir, note = () => undefined } = place;
  const lost = await lostRuns(place, opened);
  if (lost.length > 0)
    note(`The database lacks ${formatCounted(lost.length, 'run')} that it had: reading the journals again.`);
  const prices = createPriceBook({ at: wallClockMs() });
  const { runs, skipped } = await withPowers((powersOf) =>
    recoverRuns(dataDir, opened.store, prices, { isAlive, powersOf, lost }),
  );
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

/**
 * Opens the results' server or the directory, or reaches the process that holds it; then takes runs whose process is gone to their end, so
 * that what was measured can be seen. Throws `store-busy` when it is held and nobody answers.
 */
export async function openData(place: DataPlace): Promise<OpenData> {
  const deadline = nowMs() + patienceMs;
  for (;;) {
    const opened = await tryOpen(place);
    if (!(opened instanceof AssayError)) return { ...opened, skipped: await recover(place, opened) };
    if (nowMs() > deadline) throw opened;
    await sleep(pauseMs);
  }
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
