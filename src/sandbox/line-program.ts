/** A program that answers a line with a line; what it does wrong costs it its life, and the next line meets a fresh one. */
import { LineSplitter } from '../base/lines-of.ts';
import type { LineProgram, ProgramLimits } from '../contract/program.ts';
import type { Ended, Launched } from './launch.ts';

interface Waiting {
  resolve(line: string): void;
  reject(error: Error): void;
}

const wordsOf: Record<Ended['end'], (limits: ProgramLimits) => string> = {
  exit: () => 'it ended before it responded',
  signal: () => 'it crashed',
  time: ({ wallSeconds }) => `it took more than ${wallSeconds} s`,
  memory: ({ memoryMb }) => `it used more than ${memoryMb} MB of memory`,
  output: ({ outputKb }) => `it printed more than ${outputKb} kB`,
};

const shown = 500;

interface Life {
  launched: Launched;
  waiting: Waiting | null;
  printed: number;
  stderr: string;
}

function follow(life: Life, limits: ProgramLimits, over: () => void): void {
  const { child, cut, ended } = life.launched;
  const answer = (line: string) => {
    const { waiting } = life;
    life.waiting = null;
    life.printed = 0;
    waiting?.resolve(line);
  };
  const lines = new LineSplitter();
  child.stdout.on('data', (chunk: Buffer) => {
    life.printed += chunk.length;
    if (life.printed > limits.outputKb * 1024) cut('output');
    for (const line of lines.push(chunk)) answer(line);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    life.stderr = `${life.stderr}${chunk.toString()}`.slice(-shown);
  });
  const fail = (why: string) => {
    over();
    const said = life.stderr.trim();
    life.waiting?.reject(new Error(said === '' ? why : `${why}: ${said}`));
    life.waiting = null;
  };
  ended.then(
    ({ end }) => fail(wordsOf[end](limits)),
    (error: Error) => fail(error.message),
  );
}

export function lineProgram(start: () => Promise<Launched>, limits: ProgramLimits): LineProgram {
  let life: Promise<Life> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  async function begin(): Promise<Life> {
    const fresh: Life = { launched: await start(), waiting: null, printed: 0, stderr: '' };
    follow(fresh, limits, () => void (life = null));
    return fresh;
  }
  /** What could not be started is tried again for the next line. */
  function forget(cause: unknown): never {
    life = null;
    throw cause;
  }
  async function askNow(line: string): Promise<string> {
    const now = await (life ??= begin().catch(forget));
    const timer = setTimeout(() => now.launched.cut('time'), limits.wallSeconds * 1000);
    try {
      return await new Promise<string>((resolve, reject) => {
        now.waiting = { resolve, reject };
        now.launched.child.stdin.write(`${line}\n`);
      });
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    ask(line) {
      const answer = turn.then(() => askNow(line));
      turn = answer.catch(() => {});
      return answer;
    },
    async close() {
      const last = await life?.catch(() => null);
      last?.launched.cut('exit');
      await last?.launched.ended.catch(() => {});
    },
  };
}
