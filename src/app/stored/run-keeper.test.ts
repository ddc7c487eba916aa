import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../contract/notice.ts';
import type { Run } from '../../contract/run.ts';
import type { ScoredAnswer } from '../../contract/score.ts';
import type { Suite } from '../../contract/suite.ts';
import { loadRunFile, runDirectory, saveRunFile, type RunDirectory } from '../../journal/run-directory.ts';
import { readScores } from '../../journal/scores-journal.ts';
import { writeServerFile } from '../data/server-file.ts';
import { tokenId } from '../data/token-id.ts';
import { notifyRunChanged, withRunKeeper } from './run-keeper.ts';

const runId = '01900000-0000-7000-8000-000000000000';
const run = { run_id: runId, planned: 3, targets: [] } as unknown as Run;
const suite = { cases: [], targets: [], prompts: [] } as unknown as Suite;
const scored: ScoredAnswer = {
  sample_id: 's',
  started_at_ms: 1,
  quality: 0.5,
  correct: null,
  expected: null,
  scores: [],
};
const change = { overrides: { 'sim/a': { input: 1, output: 2 } }, latest: false };

let dataDir: string;
let directory: RunDirectory;
const notes: string[] = [];
const place = () => ({ dataDir, notify: ({ message }: Notice) => void notes.push(message) });
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'assay-keeper-'));
  directory = runDirectory(dataDir, runId);
  notes.length = 0;
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('withRunKeeper', () => {
  it('keeps scores, header and prices beside the journal', async () => {
    await saveRunFile(directory, { schema: 'assay.plan/1', pid: 1, run, suite });
    await withRunKeeper(place(), runId, async (keeper) => {
      await keeper.keepScores([scored]);
      await keeper.keepHeader({ repriced: [] }, change);
      await keeper.keepHeader({ rescored: [] });
      await keeper.changed('prices');
    });
    const file = await loadRunFile(directory);
    expect(file.run).toEqual({ ...run, repriced: [], rescored: [] });
    expect(file.repricings).toEqual([change]);
    expect((await readScores(directory))(scored)).toEqual(scored);
    expect(notes).toEqual([]);
  });

  it('leaves the plan of a run alone that has none here', async () => {
    await withRunKeeper(place(), runId, (keeper) => keeper.keepHeader({ planned: 4 }, change));
    await expect(loadRunFile(directory)).rejects.toMatchObject({ code: 'run-not-found' });
  });

  it('tells the server that holds the data directory', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(body);
        const answer = { token_id: tokenId('token'), accepted: 1, stop: [] };
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    const file = { pid: process.pid, url, token: 'token', started_at_ms: 1, version: '0' };
    await writeServerFile(dataDir, file);
    await notifyRunChanged(place(), runId, 'import');
    server.close();
    expect(bodies.join()).toContain(`{"type":"run-changed","run_id":"${runId}","change":"import"}`);
  });

  it('fails nothing when nobody can be told', async () => {
    const away = { ...place(), control: 'postgres://a:b@127.0.0.1:1/x' };
    await notifyRunChanged(away, runId, 'import');
    expect(notes.join()).toContain(`could not be told that run ${runId} has changed`);
    expect(notes.join()).not.toContain('a:b');
  });
});
