/** What a command is: data for help and parsing, and a module that is loaded only when the command runs. */
import type { AppContext } from '../app/context.ts';
import type { ExitName } from './exit-codes.ts';

type Kind = 'text' | 'count' | 'port' | 'list' | 'flag';

export interface OptionSpec {
  /** As commander writes it, e.g. `-t, --target <model>`. */
  flags: string;
  summary: string;
  /** How the value is read; `list` may be repeated. */
  kind: Kind;
}

export interface ArgumentSpec {
  /** `<name>` must be given, `[name]` may. */
  name: string;
  summary: string;
}

/** Options as commander names them; what was not given is absent. */
export type OptionValues = Record<string, string | number | boolean | string[] | undefined>;

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

export interface CommandModule {
  run(args: string[], options: OptionValues, context: CommandContext): Promise<ExitName>;
}

export interface CommandSpec {
  name: string;
  summary: string;
  description?: string;
  arguments: ArgumentSpec[];
  options: OptionSpec[];
  /** Command line and what it does. */
  examples: [string, string][];
  load(): Promise<CommandModule>;
}
