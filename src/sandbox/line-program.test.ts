import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { ProgramLimits } from '../contract/program.ts';
import type { Ended, Launched } from './launch.ts';
import { lineProgram } from './line-program.ts';

const limits: ProgramLimits = { wallSeconds: 2, memoryMb: 64, filesMb: 1, outputKb: 1, processes: 4 };

/** A program that is not there: what it is asked, and what it prints and when it ends, by hand. */
function fakeProgram() {
  const asked: string[] = [];
  const [stdout, stderr] = [new EventEmitter(), new EventEmitter()];
  let end: (ended: Ended) => void = () => undefined;
  const ended = new Promise<Ended>((resolve) => (end = resolve));
  const cuts: string[] = [];
  const launched = {
    child: { stdin: { write: (text: string) => asked.push(text) }, stdout, stderr },
    cut(reason: Ended['end']) {
      cuts.push(reason);
      end({ end: reason, exitCode: null });
    },
    ended,
  } as unknown as Launched;
  return {
    asked,
    cuts,
    launched,
    print: (text: string) => stdout.emit('data', Buffer.from(text)),
    complain: (text: string) => stderr.emit('data', Buffer.from(text)),
    exit: () => end({ end: 'exit', exitCode: 1 }),
  };
}
function started() {
  const lives: ReturnType<typeof fakeProgram>[] = [];
  const start = vi.fn(async () => {
    const life = fakeProgram();
    lives.push(life);
    return life.launched;
  });
  return { lives, start, program: lineProgram(start, limits) };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('a program that answers lines', () => {
  it('is started by the first line, and asked one line after the other', async () => {
    const { lives, start, program } = started();
    expect(start).not.toHaveBeenCalled();
    const answers = [program.ask('1'), program.ask('2')];
    await soon();
    const [life] = lives;
    expect(life?.asked).toEqual(['1\n']);
    life?.print('one');
    life?.print(' and all\n');
    expect(await answers[0]).toBe('one and all');
    await soon();
    expect(life?.asked).toEqual(['1\n', '2\n']);
    life?.print('two\n');
    expect(await answers[1]).toBe('two');
    expect(start).toHaveBeenCalledTimes(1);
  });

  it('costs itself its life by ending, and the next line meets a fresh one', async () => {
    const { lives, program } = started();
    const [first, second] = [program.ask('1'), program.ask('2')];
    await soon();
    lives[0]?.complain('Traceback: boom\n');
    lives[0]?.exit();
    await expect(first).rejects.toThrow('it ended before it responded: Traceback: boom');
    await soon();
    expect(lives).toHaveLength(2);
    lives[1]?.print('two\n');
    expect(await second).toBe('two');
  });

  it('is cut when it prints too much for one line, however it is split, and not for many lines', async () => {
    const { lives, program } = started();
    for (let i = 0; i < 3; i++) {
      const answer = program.ask('x');
      await soon();
      lives[0]?.print(`${'y'.repeat(900)}\n`);
      expect(await answer).toHaveLength(900);
    }
    const answer = program.ask('x');
    await soon();
    lives[0]?.print('y'.repeat(900));
    lives[0]?.print('y'.repeat(900));
    await expect(answer).rejects.toThrow('it printed more than 1 kB');
    expect(lives[0]?.cuts).toEqual(['output']);
  });

  it('is cut when it takes too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { lives, program } = started();
      const answer = program.ask('x');
      const failed = expect(answer).rejects.toThrow('it took more than 2 s');
      await soon();
      vi.advanceTimersByTime(1999);
      expect(lives[0]?.cuts).toEqual([]);
      vi.advanceTimersByTime(1);
      await failed;
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that could not be started is started again for the next line', async () => {
    const life = fakeProgram();
    const start = vi
      .fn<() => Promise<Launched>>()
      .mockRejectedValueOnce(new Error('no memory left'))
      .mockResolvedValue(life.launched);
    const program = lineProgram(start, limits);
    await expect(program.ask('1')).rejects.toThrow('no memory left');
    const answer = program.ask('2');
    await soon();
    life.print('two\n');
    expect(await answer).toBe('two');
  });

  it('drops what it prints unasked', async () => {
    const { lives, program } = started();
    const first = program.ask('1');
    await soon();
    lives[0]?.print('one\nand more\n');
    expect(await first).toBe('one');
    const second = program.ask('2');
    await soon();
    lives[0]?.print('two\n');
    expect(await second).toBe('two');
  });

  it('is ended by closing, if it ever began', async () => {
    const { lives, program } = started();
    await program.close();
    expect(lives).toEqual([]);
    const answer = program.ask('1');
    await soon();
    lives[0]?.print('one\n');
    await answer;
    await program.close();
    expect(lives[0]?.cuts).toEqual(['exit']);
  });
});
