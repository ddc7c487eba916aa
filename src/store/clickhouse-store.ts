import type { RestorableStore } from '../contract/backup.ts';
import type { AnswersStore, TotalsStore } from '../contract/result-store.ts';
import { wallClockMs } from '../base/clock.ts';
import type { HistoryStore } from '../contract/history.ts';
import type { StorageStore } from '../contract/storage-store.ts';
import { refreshRollups } from './rollups/refresh-rollups.ts';
import { rollupState } from './rollups/rollup-state.ts';
import { sharedRefresh } from './rollups/shared-refresh.ts';
import type { Sample } from '../contract/sample.ts';
import { dump, readChunk, writeChunk } from './dump.ts';
import type { Engine } from './engine.ts';
import { insertBatch } from './insert-batch.ts';
import { migrate } from './migrate.ts';
import { putRun } from './put-run.ts';
import { answers } from './questions/answers.ts';
import { caseDetail } from './questions/case-detail.ts';
import { cases } from './questions/cases.ts';
import { damagedParts } from './questions/damaged-parts.ts';
import { getRun } from './questions/get-run.ts';
import { grid } from './questions/grid.ts';
import { history, knownTargets } from './questions/history.ts';
import { listRuns } from './questions/list-runs.ts';
import { records } from './questions/records.ts';
import { resultTable } from './questions/result-table.ts';
import { retried } from './questions/retried.ts';
import { runIds } from './questions/run-ids.ts';
import { samples } from './questions/samples.ts';
import { totals } from './questions/totals.ts';
import type { Retention } from './retention.ts';
import { deleteRuns } from './storage/delete-runs.ts';
import { dropExpired } from './storage/drop-expired.ts';
import { earlierSamplesDays } from './storage/earlier-days.ts';
import { expiredRows, expiredRuns, lastPass, projectsAndSuites } from './storage/expired-rows.ts';
import { rowsOfRuns, storedRuns } from './storage/stored-runs.ts';
import { tableSizes } from './storage/table-sizes.ts';

/** With all its powers. */
export type OpenStore = TotalsStore & AnswersStore & RestorableStore & HistoryStore & StorageStore;

/** One store for both engines: in the process and by URL. */
export function clickHouseStore(engine: Engine, retention: Retention): OpenStore {
  const { client } = engine;
  return {
    putRun: (run, runCases) => putRun(client, run, runCases),
    insert: (batch) => insertBatch(client, batch, retention),
    listRuns: (query) => listRuns(client, query),
    getRun: (idOrPrefix) => getRun(client, idOrPrefix),
    samples: (runId: string, fields?: readonly (keyof Sample)[]) => samples(client, runId, fields),
    retried: (runId) => retried(client, runId),
    records: (runId) => records(client, runId),
    cases: (runId) => cases(client, runId),
    table: (runId) => resultTable(client, runId),
    grid: (query) => grid(client, query),
    caseDetail: (runId, caseId) => caseDetail(client, runId, caseId),
    answers: (runId) => answers(client, runId),
    refresh: sharedRefresh((changedRuns, watch) => refreshRollups(client, changedRuns, watch)),
    historyState: () => rollupState(engine),
    history: (query) => history(client, query),
    knownTargets: () => knownTargets(client),
    totals: (runIds) => totals(client, runIds),
    runIds: () => runIds(client),
    damagedParts: () => damagedParts(client),
    tableSizes: () => tableSizes(engine),
    storedRuns: (query) => storedRuns(client, query),
    rowsOfRuns: (runs) => rowsOfRuns(client, runs),
    deleteRuns: (runs) => deleteRuns(engine, runs),
    projectsAndSuites: () => projectsAndSuites(client),
    expiredRows: (cutoffs) => expiredRows(client, cutoffs),
    expiredRuns: (cutoffs) => expiredRuns(client, cutoffs),
    dropExpired: (cutoffs) => dropExpired(engine, cutoffs, wallClockMs()),
    lastPass: () => lastPass(client),
    earlierSamplesDays: () => earlierSamplesDays(client),
    dump: (columns) => dump(engine, columns),
    writeChunk: (chunk, columns, path) => writeChunk(engine, chunk, columns, path),
    readChunk: (table, columns, path) => readChunk(engine, table, columns, path),
    upgrade: async () => void (await migrate(client, engine.cluster)),
    close: () => engine.close(),
  };
}
