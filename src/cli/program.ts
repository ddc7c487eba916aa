/** The command line, made from the table of commands. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { visibleText } from '../base/visible-text.ts';
import type { CommandSpec, OptionSpec, OptionValues } from './command.ts';
import { exitCodes } from './exit-codes.ts';

function readCount(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('Expected a whole number from 1.');
  return value;
}

function readPort(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('Expected a port from 0 (any free one) to 65535.');
  return value;
}

function optionOf(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.summary);
  if (spec.kind === 'count') return option.argParser(readCount);
  if (spec.kind === 'port') return option.argParser(readPort);
  if (spec.kind === 'list') return option.argParser((text, before: string[] = []) => [...before, text]);
  return option;
}

const shared = () => [
  new Option('--json', 'one JSON document on stdout'),
  new Option('--data-dir <folder>', 'where runs are kept; default: $ASSAY_DATA_DIR or .assay'),
  new Option(
    '--results <url>',
    'a ClickHouse server in place of the data directory; default: $ASSAY_RESULTS (http://user:password@host:8123/database)',
  ),
  new Option('--no-color', 'no colour; NO_COLOR and FORCE_COLOR are honoured too'),
];

function examplesText(examples: CommandSpec['examples']): string {
  const lines = examples.map(([line, summary]) => `  $ ${line}\n      ${summary}`);
  return `\nExamples:\n${lines.join('\n')}`;
}

function exitCodesText(): string {
  const lines = Object.values(exitCodes).map(
    ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
  );
  return `\nExit codes:\n${lines.join('\n')}`;
}

/** With `--help` behind it commander takes an unknown command for no command: the help of the root, and exit 0. */
export function withoutIdleHelp(argv: string[], commands: CommandSpec[]): string[] {
  const [name] = argv;
  const isKnown = name === undefined || name.startsWith('-') || name === 'help';
  return isKnown || commands.some((command) => command.name === name) ? argv : [name];
}

export type Execute = (spec: CommandSpec, args: string[], options: OptionValues) => Promise<void>;

/**
 * The parser of the whole command line. `execute` is called with the command that was named; help and usage errors
 * are thrown as commander's `CommanderError`, nothing exits.
 */
export function createProgram(commands: CommandSpec[], version: string, execute: Execute): Command {
  const program = new Command('assay')
    .description('Benchmarks language models on your own suites: latency, tokens, cost and quality.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void process.stdout.write(visibleText(text)),
      writeErr: (text) => void process.stderr.write(visibleText(text)),
    })
    .showHelpAfterError('(assay --help shows what there is)')
    .addHelpText(
      'after',
      `${exitCodesText()}\n\nassay COMMAND --help shows a command's options and examples.`,
    );
  for (const spec of commands) {
    const command = program
      .command(spec.name)
      .summary(spec.summary)
      .description(spec.description ?? `${spec.summary[0]?.toUpperCase()}${spec.summary.slice(1)}.`)
      .exitOverride()
      .showHelpAfterError(`(assay ${spec.name} --help shows what there is)`)
      .addHelpText('after', examplesText(spec.examples));
    for (const { name, summary } of spec.arguments) command.argument(name, summary);
    for (const option of [...spec.options.map(optionOf), ...shared()]) command.addOption(option);
    command.action(async () => {
      await execute(spec, command.args, command.opts());
    });
  }
  return program;
}
