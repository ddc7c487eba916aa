/** The files beside the journals say of runs what the database says, whatever is done to the runs in between. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { startSimulator } from '../../simulator/start.ts';
import { importRun } from '../import/import-run.ts';
import { runSuite } from '../run/start-run.ts';
import { rescore } from '../score/rescore.ts';
import { reprice } from '../stored/reprice.ts';
import { keptRuns } from './kept-runs.ts';
import { listRuns } from './list-runs.ts';
import { showRun } from './show-run.ts';

let simulator: SimulatorHandle;
let folder: AppFolder;
let opened = 0;

beforeAll(async () => {
  const pace = { ttft: { medianMs: 1, sigma: 0 }, pace: { tokensPerSecond: 1000, jitter: 0 } };
  simulator = await startSimulator({
    profiles: [
      { name: 'good', ...pace, accuracy: 0.9 },
      { name: 'bad', ...pace, accuracy: 0.4 },
    ],
  });
  folder = await appFolder();
  const { context } = folder;
  folder.context = {
    ...context,
    withStore: (work) => {
      opened++;
      return context.withStore(work);
    },
  };
}, 60_000);
afterAll(async () => {
  await simulator.close();
  await folder.remove();
});

const suite = {
  name: 'kept',
  targets: ['sim/good', 'sim/bad'],
  scorers: ['contains'],
  repeats: 2,
  cases: Array.from({ length: 9 }, (_, i) => ({
    id: `c${i}`,
    input: `What is ${i} plus ${i}?`,
    expected: String(2 * i),
  })),
};
const run = () => runSuite({ suite: { inline: suite }, simulator: simulator.url }, folder.context);

async function answers(context: AppFolder['context']) {
  const listed = await listRuns({}, context);
  const shown = [];
  for (const { run_id } of listed.runs) shown.push(await showRun({ run: run_id }, context));
  return { listed, shown };
}

const fromDatabase = () => answers({ ...folder.context, opensDatabase: false });

/** How often the database was opened for them. */
async function fromFiles() {
  const before = opened;
  return { ...(await answers(folder.context)), opened: opened - before };
}

it('is the same, and needs no database until something was written', { timeout: 120_000 }, async () => {
  await run();
  const { run: priced } = await run();
  const first = await fromFiles();
  expect(first.opened).toBe(0);
  const { opened: _, ...fresh } = first;
  expect(fresh).toEqual(await fromDatabase());

  const writes: [string, () => Promise<unknown>][] = [
    ['a run', run],
    ['scores', () => rescore({ scorers: ['exact'] }, folder.context)],
    ['prices', () => reprice({ prices: { 'sim/good': { input: 7, output: 9 } } }, folder.context)],
    ['an imported run', () => importRun({ file: 'calls.csv' }, folder.context)],
  ];
  await writeFile(join(folder.context.cwd, 'calls.csv'), 'target,case,output,score\na,1,x,1\na,2,y,0\n');
  for (const [what, write] of writes) {
    await write();
    const { opened: times, ...kept } = await fromFiles();
    expect(kept, what).toEqual(await fromDatabase());
    if (what !== 'a run') expect(times, what).toBeGreaterThan(0);
    const again = await fromFiles();
    expect({ listed: again.listed, shown: again.shown }, what).toEqual(kept);
    // what judges and later scorers said is asked of the database
    expect(again.opened, what).toBeLessThanOrEqual(1);
    expect(await keptRuns(folder.context), what).not.toBeNull();
  }
  // a page that is shorter than the list keeps all of it too
  const prices = { 'sim/good': { input: 8, output: 9 } };
  await reprice({ run: priced.run_id, prices }, folder.context);
  const page = await listRuns({ limit: 1 }, folder.context);
  expect(page.runs).toHaveLength(1);
  const before = opened;
  const next = await listRuns({ cursor: page.next_cursor ?? '' }, folder.context);
  const kept = [page, next].flatMap(({ runs }) => runs);
  const { runs: all } = await listRuns({}, { ...folder.context, opensDatabase: false });
  expect([kept, opened - before]).toEqual([all, 1]);
});
