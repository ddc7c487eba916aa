/** Runs that a server was asked for: they go on by themselves, and end with it. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import { loadRunHead, runDirectory } from '../../journal/run-directory.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { startSimulator } from '../../simulator/start.ts';
import { HostedRuns } from './hosted-runs.ts';

const pace = (medianMs: number) => ({
  ttft: { medianMs, sigma: 0 },
  pace: { tokensPerSecond: 1e6, jitter: 0 },
  accuracy: 1,
});
let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator({
    profiles: [
      { name: 'fast', ...pace(1) },
      // longer than anything takes on a busy machine
      { name: 'endless', ...pace(600_000) },
    ],
  });
});
afterAll(() => simulator.close());

let folder: AppFolder;
let hosted: HostedRuns;
beforeEach(async () => {
  folder = await appFolder();
  hosted = new HostedRuns(folder.context);
});
afterEach(async () => {
  await hosted.close();
  await folder.remove();
});

const spec = (model: string) => ({
  suite: {
    inline: {
      name: 'hosted',
      targets: [model],
      scorers: ['contains'],
      cases: [{ id: 'a', input: 'Say it.', expected: 'it' }],
      limits: { concurrency: 1, timeoutSeconds: 900 },
    },
  },
  simulator: simulator.url,
});
const statusOf = async (runId: string) =>
  (await loadRunHead(runDirectory(folder.context.dataDir, runId))).run.status;

it('a run goes on by itself to its end, and is none of its own any more', async () => {
  const runId = await hosted.start(spec('sim/fast'));
  await vi.waitFor(async () => expect(await statusOf(runId)).toBe('done'));
  await vi.waitFor(() => expect(hosted.stop(runId)).toBe(false));
});

it('what keeps a run from beginning is thrown, and nothing is left running', async () => {
  await expect(hosted.start(spec('openai/gpt-5-mini'))).rejects.toMatchObject({ code: 'key-missing' });
  await expect(hosted.resume({ run: '01234567' })).rejects.toMatchObject({ code: 'run-not-found' });
});

it('stops a run that it has, and no other', async () => {
  const runId = await hosted.start(spec('sim/endless'));
  expect(hosted.stop('01900000-0000-7000-8000-000000000000')).toBe(false);
  expect(hosted.stop(runId)).toBe(true);
  expect(await statusOf(runId)).toBe('running');
});

it('its end gives up what is in flight and waits until the run is written down, which can then be resumed', async () => {
  const runId = await hosted.start(spec('sim/endless'));
  await hosted.close();
  expect(await statusOf(runId)).toBe('partial');
  const next = new HostedRuns(folder.context);
  expect(await next.resume({ run: runId, simulator: simulator.url })).toBe(runId);
  expect(await statusOf(runId)).toBe('running');
  await next.close();
});

it('a run that was being prepared as all were ended makes no call that lasts', async () => {
  await hosted.close();
  const runId = await hosted.start(spec('sim/endless'));
  await vi.waitFor(async () => expect(await statusOf(runId)).toBe('partial'));
});
