/** One process behind its walls, watched: time, memory and output are cut from outside. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ProgramEnd, ProgramLimits } from '../contract/program.ts';
import type { MemoryGroup } from './memory-group.ts';
import { memoryOf } from './memory-of.ts';

const watchMs = 25;

export interface Ended {
  end: ProgramEnd;
  exitCode: number | null;
}

export interface Launched {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Ends it and all below it; the first reason stands. */
  cut(reason: ProgramEnd): void;
  ended: Promise<Ended>;
}

/** Nothing of our own environment: no key, no token, no path of ours. */
const environment = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  HOME: '/tmp',
  TMPDIR: '/tmp',
  LANG: 'C.UTF-8',
};

/** The shell joins the group and becomes the command: nothing of it runs outside. */
const inGroup = ({ joinFile }: MemoryGroup, commandLine: string[]): string[] => [
  '/bin/sh',
  '-ec',
  'echo 0 > "$1"; shift; exec "$@"',
  'sh',
  joinFile,
  ...commandLine,
];

export interface LaunchOptions {
  limits: ProgramLimits;
  /** From here on; `null`: no end. */
  wallSeconds: number | null;
  group: MemoryGroup | null;
  /** An open file with the filter of system calls, handed on as the fourth of the program's files. */
  filter: number | null;
}

export function launch(commandLine: string[], options: LaunchOptions): Launched {
  const { limits, wallSeconds, group, filter } = options;
  const [command = '', ...args] = group === null ? commandLine : inGroup(group, commandLine);
  const child = spawn(command, args, {
    env: environment,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe', ...(filter === null ? [] : [filter])],
  }) as Launched['child'];
  let reason: ProgramEnd | null = null;
  const cut = (why: ProgramEnd) => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const timer = wallSeconds === null ? null : setTimeout(() => cut('time'), wallSeconds * 1000);
  const watch = setInterval(() => {
    const isOver = child.pid !== undefined && memoryOf(child.pid) > limits.memoryMb;
    if (isOver || group?.wasExceeded()) cut('memory');
  }, watchMs);
  // a program that does not read its input is no fault of ours
  child.stdin.on('error', () => {});
  const stop = () => {
    if (timer) clearTimeout(timer);
    clearInterval(watch);
  };
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', (error) => {
      stop();
      fail(error);
    });
    child.on('close', (code) => {
      stop();
      if (group?.wasExceeded()) reason ??= 'memory';
      if (reason) return done({ end: reason, exitCode: null });
      // 128 + n is how the walls tell of a signal
      if (code === null || code > 128) return done({ end: 'signal', exitCode: null });
      return done({ end: 'exit', exitCode: code });
    });
  });
  return { child, cut, ended };
}
