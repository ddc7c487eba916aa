/** The command line, made from the table of commands. */
import { Command as Parser, Option } from 'commander';
import { visibleText } from '../base/visible-text.ts';
import type { Command, Terminal } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { Given, OptionSpec } from './options.ts';
import { sharedOptions } from './specs/common.ts';

/** Values stay text here: `readOptions` reads them, and says what is wrong with one as a command says it. */
function optionOf({ flags, summary, isList }: OptionSpec): Option {
  const option = new Option(flags, summary);
  return isList ? option.argParser((text, before: string[] = []) => [...before, text]) : option;
}

function examplesText(examples: Command['examples']): string {
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
export function withoutIdleHelp(argv: string[], commands: Command[]): string[] {
  const [name] = argv;
  const isKnown = name === undefined || name.startsWith('-') || name === 'help';
  return isKnown || commands.some((command) => command.name === name) ? argv : [name];
}

/** What it does, then what else is to be known. */
function descriptionOf({ summary, description }: Command): string {
  const first = `${summary[0]?.toUpperCase()}${summary.slice(1)}.`;
  return description === undefined ? first : `${first}\n\n${description}`;
}

export type Execute = (spec: Command, args: string[], given: Record<string, Given>) => Promise<void>;

/**
 * The parser of the whole command line. `execute` is called with the command that was named; help and usage errors
 * are written to the streams and thrown as commander's `CommanderError`, nothing exits.
 */
export function createProgram(
  commands: Command[],
  version: string,
  execute: Execute,
  { stdout, stderr }: Record<'stdout' | 'stderr', Pick<Terminal, 'write'>>,
): Parser {
  const program = new Parser('assay')
    .description('Benchmarks language models on your own suites: latency, tokens, cost and quality.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(visibleText(text)),
      writeErr: (text) => void stderr.write(visibleText(text)),
    })
    .showHelpAfterError('(assay --help shows what there is)')
    .configureHelp({
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`.replace(/ ?\[options\]/, ''),
    })
    .commandsGroup('Tools:')
    .helpCommand(true)
    .addHelpText(
      'after',
      `${exitCodesText()}\n\nassay COMMAND --help shows a command's options and examples.`,
    );
  for (const spec of commands) {
    const command = program
      .command(spec.name)
      .summary(spec.summary)
      .description(descriptionOf(spec))
      .helpGroup(`${spec.group}:`)
      .exitOverride()
      .showHelpAfterError(`(assay ${spec.name} --help shows what there is)`)
      .addHelpText('after', examplesText(spec.examples));
    for (const { name, summary } of spec.arguments) command.argument(name, summary);
    for (const option of spec.options) command.addOption(optionOf(option));
    command.optionsGroup('Options of every command:');
    for (const option of sharedOptions) command.addOption(optionOf(option));
    // an option of every command too, whose group comes after a command's own
    command.helpOption('-h, --help', 'shows this help');
    command.action(async () => {
      await execute(spec, command.args, command.opts());
    });
  }
  return program;
}
