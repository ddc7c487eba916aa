import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../src/base/id.ts';
import { continuedHeader } from '../../src/app/run/resumed-header.ts';
import { findUnfinished } from '../../src/app/run/find-unfinished.ts';
import { runHeader } from '../../src/app/run/run-header.ts';
import { ownKeeper } from '../../src/app/stored/run-keeper.ts';
import { conductRun } from '../../src/conduct/conduct-run.ts';
import { rebuildRun } from '../../src/conduct/recover.ts';
import type { Run } from '../../src/contract/run.ts';
import type { Suite } from '../../src/contract/suite.ts';
import { createOwnControl } from '../../src/control/own-control.ts';
import { createPriceBook } from '../../src/measure/price-book.ts';
import { planRun } from '../../src/plan/plan-run.ts';
import { readQuarantine } from '../../src/journal/quarantine.ts';
import { loadRunFile, runDirectory } from '../../src/journal/run-directory.ts';
import { readSettledAttempts } from '../../src/journal/journal-state.ts';
import { scoresPath } from '../../src/journal/scores-journal.ts';
import { countAll } from './count-all.ts';
import type { ConductedRun } from './conductor-conformance.ts';
import type { World } from './made-up-world.ts';

const provenance = { assay_version: '0', command: 'assay' } as Run['provenance'];
const never = new AbortController().signal;
/** No process has it. */
const deadPid = 2 ** 30;

/** In a process of its own, as far as its files tell. */
export async function openOwnRun(suite: Suite, world: World): Promise<ConductedRun> {
  const dataDir = await mkdtemp(join(tmpdir(), 'assay-conductor-'));
  let runId = newId();
  const prices = createPriceBook({ at: 0 });
  const keeper = () => ownKeeper({ dataDir, notify: () => undefined }, runId);
  async function go(stop = never, known = () => undefined as void): Promise<Run> {
    stop.addEventListener('abort', known);
    const { unfinished } = await findUnfinished(dataDir, suite, { retryErrors: false, race: null });
    runId = unfinished?.before.run.run_id ?? runId;
    const plan = planRun(suite, { runId, priceOf: () => null });
    const header = runHeader(plan, prices, provenance, Date.now());
    const { run } = await conductRun({
      plan: unfinished?.plan ?? plan,
      run: unfinished ? continuedHeader(unfinished.before.run, header) : header,
      goes: (unfinished?.before.goes ?? 0) + 1,
      ...(unfinished?.before.repricings && { repricings: unfinished.before.repricings }),
      model: world.model,
      services: world.services,
      prices,
      store: world.store,
      directory: runDirectory(dataDir, runId),
      pid: deadPid,
      control: createOwnControl(() => undefined),
      stop,
      kill: never,
      clockHealth: async () => ({ loopDelayP99Ms: 1, cpuShare: 0.1 }),
    });
    await unfinished?.release();
    return run;
  }
  return {
    go,
    async crash(gone) {
      // what it waits for never comes: it writes no more
      void go();
      await gone;
    },
    async kept() {
      const directory = runDirectory(dataDir, runId);
      const lines = (await readFile(scoresPath(directory), 'utf8')).split('\n');
      const attempts = await countAll(readSettledAttempts(directory.journalPath, 1));
      return { attempts, judged: lines.filter((line) => line !== '').length };
    },
    keepScores: (scored) => keeper().keepScores(scored),
    keepPrices: (change) => keeper().keepHeader({}, change),
    quarantined: async () =>
      (await readQuarantine(runDirectory(dataDir, runId))).reasons.map((reason) => ({ reason })),
    rebuild: async () => {
      const directory = runDirectory(dataDir, runId);
      return rebuildRun(directory, await loadRunFile(directory), world.store);
    },
    close: () => rm(dataDir, { recursive: true }),
  };
}
