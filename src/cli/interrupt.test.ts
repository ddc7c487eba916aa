/** Ctrl-C in the middle of a run: what was measured stays. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../contract/analysis.ts';
import type { RunEvent } from '../contract/events.ts';
import { serveSimulator } from '../simulator/serve.ts';
import type { SimulatorHandle } from '../simulator/simulator-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-interrupt-'));
const bin = join(import.meta.dirname, '../../bin/assay.js');
let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await serveSimulator({
    profiles: [
      {
        name: 'slow',
        wire: 'openai-chat',
        ttft: { medianMs: 300, sigma: 0 },
        pace: { tokensPerSecond: 100 },
        accuracy: 1,
        verbosity: 20,
        price: null,
      },
      {
        name: 'quick',
        wire: 'openai-chat',
        ttft: { medianMs: 20, sigma: 0 },
        pace: { tokensPerSecond: 1e4 },
        accuracy: 1,
        verbosity: 20,
        price: null,
      },
      {
        name: 'stuck',
        wire: 'openai-chat',
        ttft: { medianMs: 60_000, sigma: 0 },
        pace: { tokensPerSecond: 1 },
        accuracy: 1,
        verbosity: 20,
        price: null,
      },
    ],
  });
  const cases = Array.from({ length: 40 }, (_, index) => ({ id: `c${index}`, input: `Q${index}?` }));
  writeFileSync(
    join(folder, 'suite.json'),
    JSON.stringify({ name: 'long', cases, limits: { concurrency: 2 } }),
  );
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(
  dataDir: string,
  ...models: string[]
): { child: ChildProcess; events: RunEvent[]; first: Promise<void> } {
  const targets = models.flatMap((model) => ['-t', `sim/${model}`]);
  const args = [
    bin,
    'run',
    'suite.json',
    '--events',
    '--no-serve',
    '--sim',
    simulator.url,
    '--data-dir',
    dataDir,
  ];
  const child = spawn(process.execPath, [...args, ...targets], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const events: RunEvent[] = [];
  const first = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      events.push(JSON.parse(line) as RunEvent);
      if (events.at(-1)?.type === 'sample-end') resolve();
    });
  });
  return { child, events, first };
}

const endOf = (events: RunEvent[]) => events.find((event) => event.type === 'run-end')?.run.status;

describe('Ctrl-C', () => {
  it('finishes what is in flight, keeps it and ends with 130', async () => {
    const { child, events, first } = start('once', 'slow');
    await first;
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    const samples = events.flatMap((event) => (event.type === 'sample-end' ? [event.sample.outcome] : []));
    expect(samples.length).toBeGreaterThan(1);
    expect(samples.length).toBeLessThan(40);
    expect(new Set(samples)).toEqual(new Set(['ok']));
    expect(endOf(events)).toBe('partial');
  });
  it('prints the figures of what all targets have, though no database was open', async () => {
    const args = [bin, 'run', 'suite.json', '--json', '--no-serve', '--sim', simulator.url];
    const targets = ['-t', 'sim/slow', '-t', 'sim/quick', '--data-dir', 'shared'];
    const child = spawn(process.execPath, [...args, ...targets], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, notes] = ['', ''];
    let isAsked = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    // lines of progress tell what is settled
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      notes += text;
      if (isAsked || !/\D(?:[4-9]|\d\d)\/80/.test(notes)) return;
      isAsked = true;
      child.kill('SIGINT');
    });
    expect(await once(child, 'close')).toEqual([130, null]);
    const summary = JSON.parse(out) as RunSummary;
    const [slow, quick] = summary.targets.map(({ n }) => n);
    expect(slow).toBeGreaterThan(0);
    expect(quick).toBe(slow);
    expect(summary.done).toBe(2 * (slow ?? 0) + (summary.shared?.left_out ?? 0));
  });
  it('stops at once the second time', async () => {
    const { child, events, first } = start('twice', 'slow', 'stuck');
    await first;
    child.kill('SIGINT');
    // The stuck call would take a minute: without a second signal the run waits for it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    const outcomes = events.flatMap((event) => (event.type === 'sample-end' ? [event.sample.outcome] : []));
    expect(outcomes).toContain('cancelled');
    expect(endOf(events)).toBe('partial');
  });
});
