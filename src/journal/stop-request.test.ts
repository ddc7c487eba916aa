import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../base/id.ts';
import { runDirectory } from './run-directory.ts';
import { askToStop, watchStopRequests, type StopRequest } from './stop-request.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-stop-'))));
afterAll(() => rm(folder, { recursive: true }));

async function directory() {
  const made = runDirectory(folder, newId());
  await mkdir(made.path, { recursive: true });
  return made;
}

describe('stop requests', () => {
  it('are heard while they wait, each once', async () => {
    const run = await directory();
    const asked: StopRequest[] = [];
    const heeding = await watchStopRequests(run, (request) => void asked.push(request));
    expect(await askToStop(run, 'stop', 30_000)).toBe(true);
    expect(await askToStop(run, 'kill', 30_000)).toBe(true);
    expect(asked).toEqual(['stop', 'kill']);
    heeding.end();
    expect(await readdir(run.path)).toEqual([]);
  });

  it('are taken back when nobody listens', async () => {
    const run = await directory();
    expect(await askToStop(run, 'stop', 150)).toBe(false);
    expect(await readdir(run.path)).toEqual([]);
  });

  it('of an earlier process do not stop the one that resumes its run', async () => {
    const run = await directory();
    await writeFile(join(run.path, 'stop'), 'stop');
    const asked: StopRequest[] = [];
    const heeding = await watchStopRequests(run, (request) => void asked.push(request));
    expect(await askToStop(run, 'kill', 30_000)).toBe(true);
    expect(asked).toEqual(['kill']);
    heeding.end();
  });
});
