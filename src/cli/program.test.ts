import { CommanderError } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { readOptions } from './options.ts';
import { createProgram, type Execute } from './program.ts';

/** What a shell makes of a line, without variables before it, a pipe or a file behind it. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.replace(/^.*?assay /, '').split(/ [>|] /);
  return Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}

function quietProgram(execute = vi.fn<Execute>(async () => {})) {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) > 0 };
  const program = createProgram(commands, '1.2.3', execute, { stdout: stream, stderr: stream });
  const parse = (...args: string[]) => program.parseAsync(args, { from: 'user' });
  return { parse, execute, text: () => written.join('') };
}

async function failureOf(promise: Promise<unknown>): Promise<CommanderError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CommanderError);
  return error as CommanderError;
}

describe('command line', () => {
  it('lists every command and exit code in its help', async () => {
    const { parse, text } = quietProgram();
    expect((await failureOf(parse('--help'))).exitCode).toBe(0);
    for (const { name, summary } of commands)
      expect(text()).toMatch(new RegExp(`${name} .*\\n?.*${summary.slice(0, 12)}`));
    for (const group of new Set(commands.map((command) => command.group)))
      expect(text()).toContain(`\n${group}:\n`);
    for (const { code } of Object.values(exitCodes)) expect(text()).toMatch(new RegExp(`^ +${code} `, 'm'));
  });
  it.each(commands.map((command) => command.name))('%s has help with examples and --json', async (name) => {
    const { parse, text } = quietProgram();
    expect((await failureOf(parse(name, '--help'))).exitCode).toBe(0);
    expect(text()).toContain('Examples:');
    expect(text()).toContain('--json');
    expect(text()).toContain('--data-dir');
    expect(text().replaceAll('--allow-undecided', '')).not.toMatch(/undecided|as in assay/i);
    const [, shared = ''] = text().split('Options of every command:');
    expect(shared).toContain('--help');
    expect(shared).not.toContain('Options:');
  });
  it('hands arguments and options to the command, as they were written', async () => {
    const { parse, execute } = quietProgram();
    await parse(
      'run',
      'suite.yaml',
      '-t',
      'a/b',
      '--target',
      'c/d',
      '--repeats',
      '3',
      '--no-serve',
      '--port',
      '0',
    );
    expect(execute).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'run' }),
      ['suite.yaml'],
      expect.objectContaining({ target: ['a/b', 'c/d'], repeats: '3', serve: false, port: '0' }),
    );
  });
  it.each([
    [['run'], /missing required argument 'suite'/],
    [['shwo'], /Did you mean show/],
    [['show', '--cass'], /Did you mean .*--cases/],
    [['show', 'a', 'b'], /too many arguments/],
  ])('%j is refused with a reason', async (args, reason) => {
    const { parse, execute, text } = quietProgram();
    expect((await failureOf(parse(...args))).exitCode).not.toBe(0);
    expect(text()).toMatch(reason);
    expect(execute).not.toHaveBeenCalled();
  });
  const examples = commands.flatMap(({ name, examples: lines }) =>
    lines.map(([line]) => [name, line] as const),
  );
  it.each(examples)('%s: the example `%s` is a command line that it takes', async (name, line) => {
    const { parse, execute } = quietProgram();
    await parse(...wordsOf(line));
    const [spec, , given] = execute.mock.calls[0] ?? [];
    expect(spec?.name).toBe(name);
    expect(() => readOptions(spec?.options ?? [], given ?? {})).not.toThrow();
  });
  it('has no exit code twice', () => {
    const codes = Object.values(exitCodes).map((entry) => entry.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
