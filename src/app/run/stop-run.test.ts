import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import { newId } from '../../base/id.ts';
import { nodePath } from '../../base/own-process.ts';
import type { RunStatus } from '../../contract/run-status.ts';
import type { Run } from '../../contract/run.ts';
import type { Suite } from '../../contract/suite.ts';
import { runDirectory, saveRunFile } from '../../journal/run-directory.ts';
import { watchStopRequests } from '../../journal/stop-request.ts';
import { stopRun } from './stop-run.ts';

let folder: AppFolder;
let other: ChildProcess;
beforeAll(async () => {
  folder = await appFolder();
  other = spawn(nodePath, ['-e', 'setInterval(() => {}, 1000)']);
});
afterAll(async () => {
  other.kill();
  await folder.remove();
});

/** As the process `pid` would have left it. */
async function runOf(pid: number, status: RunStatus = 'running') {
  const directory = runDirectory(folder.context.dataDir, newId());
  const run = { run_id: directory.runId, status, targets: [] } as unknown as Run;
  const suite = { cases: [], targets: [], prompts: [] } as unknown as Suite;
  await saveRunFile(directory, { schema: 'assay.plan/1', pid, run, suite });
  return directory;
}

it('reaches the runs of other processes that are running, and no others', async () => {
  const pid = other.pid as number;
  const running = await runOf(pid);
  await runOf(pid, 'done');
  await runOf(2 ** 30);
  const heard: string[] = [];
  const watching = await watchStopRequests(running, (request) => void heard.push(request));
  const runs = [{ run_id: running.runId, heard: true }];
  expect(await stopRun({}, folder.context)).toEqual({ runs });
  expect(await stopRun({ run: running.runId, now: true }, folder.context)).toEqual({ runs });
  expect(heard).toEqual(['stop', 'kill']);
  watching.end();
  await expect(stopRun({ run: 'ffff' }, folder.context)).rejects.toMatchObject({
    code: 'run-not-found',
    remedy: expect.stringContaining(running.runId.slice(0, 8)),
  });
  await rm(running.path, { recursive: true });
  await expect(stopRun({}, folder.context)).rejects.toThrow('no run is running');
});

it(
  'says of a run that does not answer that it did not, and takes the request back',
  { timeout: 20_000 },
  async () => {
    const deaf = await runOf(other.pid as number);
    expect(await stopRun({}, folder.context)).toEqual({ runs: [{ run_id: deaf.runId, heard: false }] });
    await expect(access(join(deaf.path, 'stop'))).rejects.toThrow('ENOENT');
  },
);
