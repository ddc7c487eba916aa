/** One process behind its walls, watched: time, memory and output are cut from outside. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ProgramEnd, ProgramLimits } from '../contract/program.ts';
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

/** `wallSeconds` runs from here, unless it is `null`. */
export function launch(commandLine: string[], limits: ProgramLimits, wallSeconds: number | null): Launched {
  const [command = '', ...args] = commandLine;
  const child = spawn(command, args, { env: environment, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  let reason: ProgramEnd | null = null;
  const cut = (why: ProgramEnd) => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const timer = wallSeconds === null ? null : setTimeout(() => cut('time'), wallSeconds * 1000);
  const watch = setInterval(() => {
    if (child.pid !== undefined && memoryOf(child.pid) > limits.memoryMb) cut('memory');
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
      if (reason) return done({ end: reason, exitCode: null });
      // 128 + n is how the walls tell of a signal
      if (code === null || code > 128) return done({ end: 'signal', exitCode: null });
      return done({ end: 'exit', exitCode: code });
    });
  });
  return { child, cut, ended };
}
