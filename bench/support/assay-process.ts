/** The command as a user has it, built, in a process of its own whose time and memory are read from /proc. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isMainThread } from 'node:worker_threads';
import { root } from './root.ts';

export { root };

/** Each time: what was built before would be measured as if it were the sources of now. */
function build(): void {
  const made = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {
    stdio: ['ignore', 2, 2],
  });
  if (made.status !== 0) throw new Error(`the build ended with code ${made.status}`);
}
if (isMainThread) build();

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  wallMs: number;
  /** User and system time of all its threads, ms; `null` where there is no /proc. */
  cpuMs: number | null;
  /** Most memory it was seen to hold (VmHWM, or VmRSS asked 50 times a second), MB. */
  peakRssMb: number | null;
  /** The same without what is mapped from files, as the database's library is (220 MB of it): the system shares that, and may take it back. */
  peakOwnMb: number | null;
}

export interface Started {
  child: ChildProcess;
  finished: Promise<Finished>;
}

const clockTicksPerSecond = 100;

type Use = Record<'cpuMs' | 'peakRssMb' | 'peakOwnMb', number>;

function readUse(pid: number): Use | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peakKb = Number((/VmHWM:\s+(\d+)/.exec(status) ?? /VmRSS:\s+(\d+)/.exec(status))?.[1]);
    // a process that has ended keeps its entry for a moment, without its memory
    if (Number.isNaN(peakKb)) return null;
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return {
      cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / clockTicksPerSecond,
      peakRssMb: peakKb / 1024,
      peakOwnMb: Number(/RssAnon:\s+(\d+)/.exec(status)?.[1]) / 1024,
    };
  } catch {
    return null;
  }
}

/** `onLine` gets stdout line by line; it is then not kept. */
export function startAssay(
  args: string[],
  options: { env?: Record<string, string>; onLine?: (line: string) => void } = {},
): Started {
  const from = performance.now();
  const child = spawn(process.execPath, [join(root, 'bin/assay.js'), ...args], {
    env: { ...process.env, NO_COLOR: '1', ASSAY_DIST: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: string[] = [];
  const errors: string[] = [];
  if (options.onLine) createInterface(child.stdout).on('line', options.onLine);
  else child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  let use: ReturnType<typeof readUse> = null;
  const watch = () => {
    const now = child.pid === undefined ? null : readUse(child.pid);
    if (now)
      use = {
        cpuMs: now.cpuMs,
        peakRssMb: Math.max(now.peakRssMb, use?.peakRssMb ?? 0),
        peakOwnMb: Math.max(now.peakOwnMb, use?.peakOwnMb ?? 0),
      };
  };
  const timer = setInterval(watch, 20);
  const finished = new Promise<Finished>((done) => {
    child.on('close', (code) => {
      clearInterval(timer);
      done({
        code,
        stdout: out.join(''),
        stderr: errors.join(''),
        wallMs: performance.now() - from,
        cpuMs: use?.cpuMs ?? null,
        peakRssMb: use?.peakRssMb ?? null,
        peakOwnMb: use?.peakOwnMb ?? null,
      });
    });
  });
  return { child, finished };
}

/** Runs to the end; throws with what it said when it does not exit with 0. */
export async function runAssay(args: string[], env: Record<string, string> = {}): Promise<Finished> {
  const result = await startAssay(args, { env }).finished;
  if (result.code !== 0)
    throw new Error(
      `assay ${args.join(' ')} exited with ${result.code}:\n${result.stderr}\n${result.stdout.slice(0, 2000)}`,
    );
  return result;
}
