/** Processor time of a process by thread, from /proc: of threads that have ended since, nothing is left. */
import { readdirSync, readFileSync } from 'node:fs';

/** Threads of our own have names; what is left compiles, collects garbage, syncs files, or belongs to the database. */
const named: Record<string, string> = {
  MainThread: 'main',
  'node-MainThread': 'main',
  node: 'main',
  clock: 'clock',
  lane: 'lane',
};

/** ms by name of the thread, summed up. */
export type ProcessorTime = Record<string, number>;

/** '' for what is gone. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // it ended meanwhile
    return '';
  }
}

export function processorTime(pid: number): ProcessorTime {
  const times: ProcessorTime = {};
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    const name = named[readText(`${folder}/comm`).trim()] ?? 'other';
    // the first number is the time it ran, in ns
    times[name] = (times[name] ?? 0) + Number(readText(`${folder}/schedstat`).split(' ')[0] ?? 0) / 1e6;
  }
  return times;
}

export const minus = (after: ProcessorTime, before: ProcessorTime): ProcessorTime =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

export const total = (times: ProcessorTime): number => Object.values(times).reduce((sum, ms) => sum + ms, 0);
