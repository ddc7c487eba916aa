/** What is found and locked before a run begins is let go of, whatever comes of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { startSimulator } from '../../simulator/start.ts';
import { prepareResume, prepareRun } from './prepare-run.ts';
import { startRun } from './start-run.ts';

const inline = {
  name: 'prepared',
  targets: ['sim/endless'],
  cases: [{ id: 'a', input: 'Say it.' }],
  limits: { concurrency: 1, timeoutSeconds: 900 },
};
let simulator: SimulatorHandle;
let folder: AppFolder;
let runId: string;
beforeAll(async () => {
  folder = await appFolder();
  simulator = await startSimulator({
    profiles: [
      {
        name: 'endless',
        ttft: { medianMs: 600_000, sigma: 0 },
        pace: { tokensPerSecond: 1e6, jitter: 0 },
        accuracy: 1,
      },
    ],
  });
  const handle = await startRun({ suite: { inline }, simulator: simulator.url }, folder.context);
  handle.kill();
  await handle.result;
  ({ runId } = handle);
});
afterAll(async () => {
  await simulator.close();
  await folder.remove();
});

const resume = (more: object = {}) =>
  prepareResume({ run: runId, simulator: simulator.url, ...more }, folder.context);
const again = (more: object = {}) =>
  prepareRun({ suite: { inline }, simulator: simulator.url, resume: true, ...more }, folder.context);

it('a run that is being resumed cannot be resumed a second time until it is released', async () => {
  const first = await resume();
  expect(first).toMatchObject({ runId, suitePath: null, distributed: false, cache: false });
  expect(first.unfinished?.plan.lanes.flatMap(({ calls }) => calls)).toHaveLength(1);
  await expect(resume()).rejects.toMatchObject({ code: 'usage' });
  // the same suite begins anew meanwhile
  const other = await again();
  expect(other.runId).not.toBe(runId);
  await other.release();
  await first.release();
  const second = await again();
  expect(second.runId).toBe(runId);
  await second.release();
});

it('what is wrong after the run was found leaves it to the next', async () => {
  const prices = { prices: 'none.yaml' };
  await expect(resume(prices)).rejects.toThrow('none.yaml');
  await expect(again(prices)).rejects.toThrow('none.yaml');
  const next = await resume();
  expect(next.runId).toBe(runId);
  await next.release();
});

it('a new run has an id of its own, and the cache when the suite or the user asks for it', async () => {
  const [plain, suites, users] = await Promise.all([
    again({ resume: false }),
    again({ resume: false, suite: { inline: { ...inline, cache: true } } }),
    again({ resume: false, cache: false, suite: { inline: { ...inline, cache: true } } }),
  ]);
  expect([plain, suites, users].map(({ cache }) => cache)).toEqual([false, true, false]);
  expect(new Set([runId, plain.runId, suites.runId, users.runId]).size).toBe(4);
  for (const each of [plain, suites, users]) await each.release();
});
