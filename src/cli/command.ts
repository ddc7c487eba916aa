/** What a command is: data for help and parsing, and a module that is loaded only when the command runs. */
import type { AppContext } from '../app/context.ts';
import type { ExitName } from './exit-codes.ts';
import { readOptions, type Given, type OptionSpec, type ValuesOf } from './options.ts';

export interface ArgumentSpec {
  /** `<name>` must be given, `[name]` may. */
  name: string;
  summary: string;
}

/** The terminal and the settings every command gets; the only way to the outside besides its own modules. */
export interface CommandContext extends AppContext {
  /** One JSON document on stdout, nothing else. */
  json: boolean;
  color: boolean;
  /** Columns of the terminal; 100 when there is none. */
  width: number;
  stdout: Terminal;
  stderr: Terminal;
  /** Writes a line to stdout: the result. With `json` the text is a JSON document, which stays what it is. */
  print(text: string): void;
  /** Writes a line to stderr: what is going on. */
  note(text: string): void;
  /** Writes a file's content to stdout: as it is into a pipe, what is hidden in it made visible on a terminal. */
  document(text: string): void;
  /** Writes a line of JSON to stdout. */
  event(event: object): void;
  /** Writes a command for the job's runner to stderr, escaped already. */
  annotate(line: string): void;
}

/** What is used of a stream. */
export type Terminal = NodeJS.WriteStream;

export interface CommandSpec<Options extends readonly OptionSpec[] = readonly OptionSpec[]> {
  name: string;
  summary: string;
  description?: string;
  arguments: ArgumentSpec[];
  options: Options;
  /** Command line and what it does. */
  examples: [string, string][];
}

/** Keeps the type of each option. */
export const specify = <const Options extends readonly OptionSpec[]>(
  spec: CommandSpec<Options>,
): CommandSpec<Options> => spec;

/** The values of a command's options. */
export type OptionsOf<Spec extends CommandSpec> = ValuesOf<Spec['options']>;

/** What a command's module exports as `run`. */
export type RunCommand<Spec extends CommandSpec> = (
  args: string[],
  options: OptionsOf<Spec>,
  context: CommandContext,
) => Promise<ExitName>;

export interface Command extends CommandSpec {
  /** Its heading in the help. */
  group: string;
  /** Reads the options, loads the command's module and runs it. */
  run(args: string[], given: Readonly<Record<string, Given>>, context: CommandContext): Promise<ExitName>;
}

export const command = <Options extends readonly OptionSpec[]>(
  spec: CommandSpec<Options>,
  load: () => Promise<{ run: RunCommand<CommandSpec<Options>> }>,
): Omit<Command, 'group'> => ({
  ...spec,
  async run(args, given, context) {
    const options = readOptions(spec.options, given);
    return (await load()).run(args, options, context);
  },
});
