/** A command's context over a data directory, which collects what is printed; no process, no terminal. */
import { createAppContext } from '../../src/app/create-app-context.ts';
import type { CommandContext, Terminal } from '../../src/cli/command.ts';

export interface Collected {
  context: CommandContext;
  /** What went to stdout. */
  out(): string;
  /** Notes, notices and annotations. */
  notes(): string;
}

export function commandContext(dataDir: string, change: Partial<CommandContext> = {}): Collected {
  const out: string[] = [];
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const settings = {
    dataDir,
    cwd: dataDir,
    env: {},
    notify: ({ message }: { message: string }) => note(message),
  };
  const terminal = {} as Terminal;
  const context: CommandContext = {
    ...createAppContext({ ...settings, ...change }),
    json: false,
    color: false,
    width: 120,
    stdout: terminal,
    stderr: terminal,
    print: (text) => void out.push(text),
    note,
    document: (text) => void out.push(text),
    event: (event) => void out.push(JSON.stringify(event)),
    annotate: note,
    ...change,
  };
  return { context, out: () => out.join('\n'), notes: () => notes.join('\n') };
}
