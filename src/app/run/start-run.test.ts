/** Runs as a program starts them: no terminal, no server, the simulator as provider. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appFolder, type AppFolder } from '../../../test/app-folder.ts';
import type { RunEvent } from '../../contract/events.ts';
import type { Run } from '../../contract/run.ts';
import { readJournal } from '../../journal/journal.ts';
import { loadRunHead, runDirectory } from '../../journal/run-directory.ts';
import type { SimulatorHandle } from '../../simulator/simulator-options.ts';
import { startSimulator } from '../../simulator/start.ts';
import { resumeRun, runSuite, startRun } from './start-run.ts';

const suite = {
  name: 'program',
  targets: ['sim/fast', 'sim/other'],
  scorers: ['contains'],
  cases: Array.from({ length: 4 }, (_, i) => ({ id: `c${i}`, input: `Say ${i}.`, expected: String(i) })),
};
const endless = { ...suite, targets: ['sim/endless'], limits: { concurrency: 1, timeoutSeconds: 900 } };
const slow = { ...suite, targets: ['sim/slow'], limits: { concurrency: 1 } };

let simulator: SimulatorHandle;
beforeAll(async () => {
  const pace = (medianMs: number) => ({
    ttft: { medianMs, sigma: 0 },
    pace: { tokensPerSecond: 1000, jitter: 0 },
    accuracy: 1,
  });
  simulator = await startSimulator({
    profiles: [
      { name: 'fast', ...pace(1) },
      { name: 'other', ...pace(1) },
      { name: 'slow', ...pace(700) },
      // longer than anything takes on a busy machine
      { name: 'endless', ...pace(600_000) },
    ],
  });
}, 60_000);
afterAll(() => simulator.close());

let folder: AppFolder;
beforeEach(async () => {
  folder = await appFolder();
});
afterEach(() => folder.remove());

const spec = (more: object = {}) => ({ suite: { inline: suite }, simulator: simulator.url, ...more });
const storedRun = (runId: string): Promise<Run | null> =>
  folder.context.withStore((store) => store.getRun(runId));

describe('runSuite', { timeout: 60_000 }, () => {
  it('gives the summary, and what it measured is among the results', async () => {
    const { run, done, targets } = await runSuite(spec({ repeats: 2 }), folder.context);
    expect(run).toMatchObject({ status: 'done', suite_name: 'program', planned: 16, repeats: 2 });
    expect(done).toBe(16);
    expect(targets.map(({ n, outcomes }) => [n, outcomes.ok])).toEqual([
      [8, 8],
      [8, 8],
    ]);
    const samples = await folder.context.withStore(async (store) => {
      let count = 0;
      for await (const batch of store.samples(run.run_id)) count += batch.length;
      return count;
    });
    expect(samples).toBe(16);
  });

  it('is the same run from a file, an object and an earlier run', async () => {
    await writeFile(join(folder.context.cwd, 'suite.json'), JSON.stringify(suite));
    const { run: ofObject } = await runSuite(spec(), folder.context);
    const hashes = [ofObject.suite_hash];
    const sources = [
      { file: 'suite.json' },
      { stored: ofObject.run_id },
      { stored: ofObject.suite_hash.slice(0, 12) },
      { stored: 'program' },
    ];
    for (const source of sources) {
      const { run } = await runSuite(spec({ suite: source, limit: 4 }), folder.context);
      hashes.push(run.suite_hash);
      expect(run.targets.map(({ id }) => id)).toEqual(ofObject.targets.map(({ id }) => id));
      expect(run.run_id).not.toBe(ofObject.run_id);
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it('asks what is asked for: some cases, one target, prices of its own', async () => {
    const price = { input: 1, output: 2 };
    const asked = { targets: ['sim/other'], limit: 1, prices: { 'sim/other': price } };
    const { run } = await runSuite(spec(asked), folder.context);
    expect(run.planned).toBe(1);
    expect(run.targets.map(({ model, price: own }) => [model, own])).toEqual([['other', price]]);
    expect(run.provenance.prices).toEqual({ file: 'given with the run', overrides: asked.prices });
  });

  it('puts a target under load', async () => {
    const load = { shape: 'constant-rate', rate: 20, durationSeconds: 1, warmupSeconds: 0 };
    const { run } = await runSuite(spec({ targets: ['sim/fast'], load }), folder.context);
    expect(run.load).toMatchObject({ shape: 'constant-rate' });
    expect(run.load?.phases).toHaveLength(1);
  });

  it.each([
    [{ suite: { inline: { ...suite, targets: [] } } }, 'names no targets'],
    [{ repeats: -1 }, '`repeats` is -1'],
    [{ race: { goal: 'within' } }, 'needs a baseline'],
    [{ race: {}, load: {} }, 'neither distributed, nor a race'],
    [{ load: {} }, 'which load'],
    [{ distributed: true, race: {} }, 'a race is run by one machine'],
    [{ baseline: 'nobody' }, 'there is no target "nobody" in the suite'],
  ])('refuses %j before anything is sent', async (more, message) => {
    await expect(runSuite(spec(more), folder.context)).rejects.toThrow(message);
    expect(await folder.context.withStore((store) => store.listRuns({ limit: 9 }))).toEqual([]);
  });
});

describe('startRun', { timeout: 60_000 }, () => {
  it('gives a handle whose events begin and end with the run', async () => {
    const handle = await startRun(spec(), folder.context);
    const types: RunEvent['type'][] = [];
    const left: string[] = [];
    const leave = handle.subscribe((event) => void left.push(event.type));
    for await (const event of handle.events) {
      types.push(event.type);
      leave();
    }
    expect([types[0], types.at(-1)]).toEqual(['run-start', 'run-end']);
    expect(types.filter((type) => type === 'sample-end')).toHaveLength(8);
    expect(left[0]).toBe('run-start');
    expect((await handle.result).run.run_id).toBe(handle.runId);
  });

  it('stops when it is told to, keeps what it has, and resumes by its id', async () => {
    const handle = await startRun(spec({ suite: { inline: slow } }), folder.context);
    for await (const event of handle.events) if (event.type === 'sample-end') handle.stop();
    expect(handle.stopping.aborted).toBe(true);
    const { run, done } = await handle.result;
    expect(run.status).toBe('partial');
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(4);

    const resumed = await resumeRun(
      { run: handle.runId.slice(0, 13), simulator: simulator.url },
      folder.context,
    );
    expect(await resumed.result).toMatchObject({ done: 4, run: { run_id: handle.runId, status: 'done' } });
    expect(await storedRun(handle.runId)).toMatchObject({ status: 'done' });
    // what was there was not asked again
    const { journalPath } = runDirectory(folder.context.dataDir, handle.runId);
    let attempts = 0;
    for await (const attempt of readJournal(journalPath)) attempts += attempt.outcome === 'ok' ? 1 : 0;
    expect(attempts).toBe(4);
    // there is nothing left of it
    const again = resumeRun({ run: handle.runId, simulator: simulator.url }, folder.context);
    await expect(again).rejects.toMatchObject({ code: 'usage' });
  });

  it('stops at the signal of its context, which a run to its end tells as an error', async () => {
    const stop = new AbortController();
    const context = { ...folder.context, signal: stop.signal };
    const handle = await startRun(spec({ suite: { inline: slow } }), context);
    handle.subscribe(({ type }) => type === 'sample-end' && stop.abort());
    expect(await handle.result).toMatchObject({ run: { status: 'partial' } });
    const interrupted = { code: 'interrupted' };
    await expect(runSuite(spec({ suite: { inline: slow } }), context)).rejects.toMatchObject(interrupted);
    await expect(startRun(spec(), context)).rejects.toMatchObject(interrupted);

    const again = new AbortController();
    const rest = runSuite(
      { ...spec({ suite: { inline: slow } }), resume: true },
      {
        ...folder.context,
        signal: again.signal,
        live: { store: null, emit: ({ type }) => type === 'sample-end' && again.abort() },
      },
    );
    await expect(rest).rejects.toMatchObject(interrupted);
  });

  it('resumes the newest run of the suite only when asked to', async () => {
    const first = await startRun(spec({ suite: { inline: slow } }), folder.context);
    for await (const event of first.events) if (event.type === 'sample-end') first.kill();
    expect((await first.result).run.status).toBe('partial');
    const other = await startRun(spec({ suite: { inline: slow }, limit: 4 }), folder.context);
    other.kill();
    await other.result;
    expect(other.runId).not.toBe(first.runId);
    const resumed = await startRun(spec({ suite: { inline: slow }, resume: true }), folder.context);
    expect(resumed.runId).toBe(other.runId);
    expect(folder.messages.join('\n')).toMatch(/Resuming run/);
    expect((await resumed.result).run.status).toBe('done');
  });

  it('is not taken for dead by others in the same process', async () => {
    const handle = await startRun(spec({ suite: { inline: endless } }), folder.context);
    await handle.events[Symbol.asyncIterator]().next();
    // opening the results takes runs whose process is gone to their end
    expect(await storedRun(handle.runId)).toBeNull();
    const { run } = await loadRunHead(runDirectory(folder.context.dataDir, handle.runId));
    expect(run.status).toBe('running');
    const again = startRun(spec({ suite: { inline: endless }, resume: true }), folder.context);
    expect((await again).runId).not.toBe(handle.runId);
    (await again).kill();
    handle.kill();
    await Promise.all([handle.result, (await again).result]);
  });

  it('fails before it begins where a key is missing, and leaves nothing', async () => {
    const asked = spec({ suite: { inline: { ...suite, targets: ['openai/gpt-5-mini'] } } });
    await expect(startRun(asked, folder.context)).rejects.toMatchObject({ code: 'key-missing' });
    expect(await folder.context.withStore((store) => store.listRuns({ limit: 9 }))).toEqual([]);
  });
});

describe('resumeRun', { timeout: 60_000 }, () => {
  it.each(['01234567', 'latest', 'no id'])('knows no run "%s"', async (run) => {
    await expect(resumeRun({ run }, folder.context)).rejects.toMatchObject({ code: 'run-not-found' });
  });

  it('starts a load anew, never resumes it', async () => {
    const load = { shape: 'constant-rate', rate: 5, durationSeconds: 1, warmupSeconds: 0 };
    const { run } = await runSuite(spec({ targets: ['sim/fast'], load }), folder.context);
    await expect(resumeRun({ run: run.run_id }, folder.context)).rejects.toThrow('is a load');
  });
});
