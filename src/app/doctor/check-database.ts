/** Opens the database and reads all of it; opening it repairs by itself what it can. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../contract/finding.ts';
import { AssayError } from '../../contract/errors.ts';
import { readServerFile } from '../data/server-file.ts';
import { openData, type DataPlace } from '../data/open-data.ts';

const finding = (where: string, what: string, remedy: string, about: Partial<Finding> = {}): Finding => ({
  level: 'error',
  where,
  what,
  remedy,
  can_repair: false,
  run_id: null,
  ...about,
});

/** Every row of every run: a damaged block is found by whoever reads it. */
async function readAll(opened: Awaited<ReturnType<typeof openData>>): Promise<void> {
  const runs = await opened.store.listRuns({ limit: 100_000 });
  // another process answers for it, and has work to do
  if (opened.kind === 'remote') return;
  for (const { run_id } of runs) {
    await opened.store.cases(run_id);
    await opened.store.retried(run_id);
    for await (const _ of opened.store.records(run_id));
  }
}

export async function checkDatabase(place: DataPlace): Promise<Finding[]> {
  const where = place.results === undefined ? join(place.dataDir, 'clickhouse') : 'the server of results';
  const isThere = await access(place.dataDir).then(
    () => true,
    () => false,
  );
  // a doctor makes nothing where nothing is
  if (!isThere && place.results === undefined) return [];
  try {
    const opened = await openData(place);
    try {
      await readAll(opened);
      return opened.skipped.map(({ run_id, reason }) =>
        finding(
          join(place.dataDir, 'runs', run_id),
          `it is not in the database: ${reason}`,
          'See what is said of its folder.',
          {
            run_id,
          },
        ),
      );
    } finally {
      await opened.store.close();
    }
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof AssayError && error.code === 'store-busy')
      return [finding(where, message, error.remedy ?? 'Try again later.', { level: 'warning' })];
    const isOwn = place.results === undefined;
    // moved away under a process that has it open, it would be lost
    if (isOwn && (await readServerFile(place.dataDir)))
      return [finding(where, message, 'Stop the process that serves this directory, then check again.')];
    const remedy = isOwn
      ? '--repair moves it to `damaged/` and reads the journals into a new one. Runs without a journal, as imported ones are, must be imported again.'
      : 'See to the server.';
    return [finding(where, message, remedy, { can_repair: isOwn })];
  }
}
