/** Calls per second, and per core, of 1, 2 and 4 `assay worker`s: what they take, and what the databases they share take. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../../src/contract/analysis.ts';
import type { SimulatorHandle } from '../../../src/simulator/simulator-options.ts';
import { startAssay, type Started } from '../assay-process.ts';
import { prompt } from './made-run.ts';
import { processorTime, readText, total } from './processor-time.ts';

export interface WorkerRate {
  workers: number;
  calls: number;
  reqPerS: number;
  /** Of all workers, µs a call. */
  cpuUsPerCall: number;
  reqPerCoreS: number;
  /** µs a call. */
  controlUsPerCall: number;
  resultsUsPerCall: number;
  /** Of a core. */
  simulatorShare: number;
}

/** What all workers share. `results` is served by this process. */
export interface SharedServers {
  simulator: SimulatorHandle;
  /** One for each lane. */
  models: string[];
  folder: string;
  control: string;
  results: string;
}

const atOnce = 16;
const tickMs = 10;

/** Fields of /proc/PID/stat from the state on; empty for a process that is gone. */
const statOf = (pid: number): string[] =>
  readText(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');

const ticks = (fields: string[], ...places: number[]): number =>
  places.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0);

/** The server that listens on this port, its processes of now and those that have ended, ms. */
function postgresTime(url: string): number {
  const { port } = new URL(url);
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const server = pids.find((pid) => {
    const words = readText(`/proc/${pid}/cmdline`).split('\0');
    return words[0]?.endsWith('postgres') && words.includes(port);
  });
  if (server === undefined) throw new Error(`no PostgreSQL listens on port ${port}`);
  const own = ticks(statOf(server), 11, 12, 13, 14);
  const children = pids.map(statOf).filter((fields) => Number(fields[1]) === server);
  return tickMs * children.reduce((sum, fields) => sum + ticks(fields, 11, 12), own);
}

async function startWorker(
  { control, results, simulator }: SharedServers,
  lanesEach: number,
): Promise<Started> {
  const begun = Promise.withResolvers<void>();
  const args = [
    '--control',
    control,
    '--results',
    results,
    '--lanes',
    String(lanesEach),
    '--sim',
    simulator.url,
  ];
  const worker = startAssay(['worker', ...args, '--json'], { onLine: () => begun.resolve() });
  const ended = worker.finished.then(({ code, stderr }) => {
    throw new Error(`a worker ended with ${code}: ${stderr}`);
  });
  await Promise.race([begun.promise, ended]);
  ended.catch(() => undefined);
  return worker;
}

function suiteFile({ folder, models }: SharedServers, casesEach: number): string {
  const path = join(mkdtempSync(join(folder, 'suite-')), 'suite.json');
  const targets = models.map((model) => ({ model: `sim/${model}`, price: { input: 1, output: 2 } }));
  const cases = Array.from({ length: casesEach }, (_, i) => ({
    id: `c${i}`,
    input: prompt,
    expected: 'w15',
  }));
  writeFileSync(
    path,
    JSON.stringify({ name: 'scale', targets, cases, scorers: ['contains'], limits: { concurrency: atOnce } }),
  );
  return path;
}

async function carryOut(servers: SharedServers, casesEach: number): Promise<RunSummary> {
  const dataDir = mkdtempSync(join(servers.folder, 'data-'));
  const { control, results, simulator } = servers;
  const args = [
    '--control',
    control,
    '--results',
    results,
    '--sim',
    simulator.url,
    '--data-dir',
    dataDir,
    '--no-serve',
    '--json',
  ];
  const { code, stdout, stderr } = await startAssay(['run', suiteFile(servers, casesEach), ...args]).finished;
  if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr}\n${stdout}`);
  return JSON.parse(stdout) as RunSummary;
}

/** Lanes are shared out evenly. */
export async function workerRate(
  servers: SharedServers,
  workers: number,
  casesEach: number,
): Promise<WorkerRate> {
  const { simulator, control } = servers;
  const working = await Promise.all(
    Array.from({ length: workers }, () => startWorker(servers, servers.models.length / workers)),
  );
  const pids = working.flatMap(({ child }) => child.pid ?? []);
  const read = () => ({
    workers: pids.reduce((sum, pid) => sum + total(processorTime(pid)), 0),
    control: postgresTime(control),
    results: total(processorTime(process.pid)),
    simulator: total(processorTime(simulator.pid)),
  });
  const before = read();
  const { run, done } = await carryOut(servers, casesEach).catch((error: unknown) => {
    for (const { child } of working) child.kill();
    throw error;
  });
  const after = read();
  for (const { child } of working) child.kill();
  await Promise.all(working.map(({ finished }) => finished));
  const passedMs = (run.ended_at_ms ?? Number.NaN) - run.started_at_ms;
  const usPerCall = (name: keyof typeof after) => ((after[name] - before[name]) * 1000) / done;
  return {
    workers,
    calls: done,
    reqPerS: (done * 1000) / passedMs,
    cpuUsPerCall: usPerCall('workers'),
    reqPerCoreS: 1e6 / usPerCall('workers'),
    controlUsPerCall: usPerCall('control'),
    resultsUsPerCall: usPerCall('results'),
    simulatorShare: (after.simulator - before.simulator) / passedMs,
  };
}
