/** `assay stop` beside a run of another process: it falls silent within a second, and what was measured stays. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../base/clock.ts';
import { serveSimulator } from '../simulator/serve.ts';
import type { SimulatorHandle } from '../simulator/simulator-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-stop-cli-'));
const bin = join(import.meta.dirname, '../../bin/assay.js');
const concurrency = 4;
const env = { PATH: process.env['PATH'] };
let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await serveSimulator({
    profiles: [
      {
        name: 'brisk',
        ttft: { medianMs: 40, sigma: 0 },
        pace: { tokensPerSecond: 2000 },
        accuracy: 1,
        verbosity: 10,
      },
    ],
  });
  const cases = Array.from({ length: 3000 }, (_, index) => ({ id: `c${index}`, input: `Q${index}?` }));
  writeFileSync(
    join(folder, 'suite.json'),
    JSON.stringify({ name: 'long', cases, targets: ['sim/brisk'], limits: { concurrency } }),
  );
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const assay = (...args: string[]) =>
  promisify(execFile)(process.execPath, [bin, ...args, '--data-dir', join(folder, 'data')], {
    cwd: folder,
    env,
  });

async function arrivals(): Promise<number[]> {
  const { entries } = (await (await fetch(`${simulator.url}/truth`)).json()) as {
    entries: { arrivedMs: number }[];
  };
  return entries.map((entry) => entry.arrivedMs);
}

describe('assay stop', () => {
  it('makes a run of another process send nothing more within a second', async () => {
    const args = [
      'run',
      'suite.json',
      '--sim',
      simulator.url,
      '--no-serve',
      '--data-dir',
      join(folder, 'data'),
    ];
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: 'ignore' });
    const closed = once(child, 'close');
    while ((await arrivals()).length < 20) await sleep(20);
    const stopping = assay('stop', '--json');
    // the command itself takes a moment to start: the second counts from when it has asked
    const { stdout } = await stopping;
    const heardMs = nowMs();
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'assay.stop/1', runs: [{ heard: true }] });
    expect(await closed).toEqual([130, null]);
    const seen = await arrivals();
    expect(seen.length).toBeLessThan(3000);
    // what was on its way then may still arrive
    expect(seen.filter((at) => at > heardMs).length).toBeLessThanOrEqual(concurrency);
    const { stdout: shown } = await assay('show', '--json');
    expect(JSON.parse(shown)).toMatchObject({ run: { status: 'partial' }, done: seen.length });
  });

  it('says so when nothing goes on', async () => {
    await expect(assay('stop')).rejects.toMatchObject({
      code: 7,
      stderr: expect.stringContaining('no run is running'),
    });
  });
});
