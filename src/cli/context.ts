import { createAppContext } from '../app/create-app-context.ts';
import { settingsOf } from '../app/settings-of.ts';
import { visibleJson } from '../base/visible-text.ts';
import { terminalText } from '../report/paint.ts';
import type { CommandContext, Terminal } from './command.ts';
import { readOptions, type Given } from './options.ts';
import { contextOptions } from './specs/common.ts';

const widthWithoutTerminal = 100;
/** Narrower than this nothing can be laid out. */
const minWidth = 20;

/** NO_COLOR and FORCE_COLOR as https://no-color.org and https://force-color.org say; else what the terminal can. */
function wantsColor(stream: Terminal, env: CommandContext['env'], isAllowed: boolean): boolean {
  if (!isAllowed || env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY && stream.hasColors(env as object);
}

/** `$COLUMNS`, else what the terminal has. */
function widthOf({ env, stdout, stderr }: Host): number {
  const asked = Number(env['COLUMNS']);
  if (Number.isSafeInteger(asked) && asked > 0) return Math.max(minWidth, asked);
  return stdout.columns || stderr.columns || widthWithoutTerminal;
}

/** In a GitHub or Azure job a line that begins so is a command to the runner, whoever wrote it. */
const jobCommand = /^(\s*):(?=:)|#(?=#\w*\[)/gm;

/** What a person reads: the one way to a terminal, a pipe or a job's log. */
export const printed = (text: string, env: CommandContext['env']): string => {
  const shown = terminalText(text);
  return env['GITHUB_ACTIONS'] || env['TF_BUILD'] ? shown.replaceAll(jobCommand, '$&\\') : shown;
};

/** What a command has of a process. */
export type Host = Pick<NodeJS.Process, 'env' | 'cwd'> &
  Partial<Pick<NodeJS.Process, 'argv'>> & { stdout: Terminal; stderr: Terminal };

/** The context of a command in this process. */
export function contextOf(given: Readonly<Record<string, Given>>, host: Host): CommandContext {
  const { json, color, ...options } = readOptions(contextOptions, given);
  const { stdout, stderr, argv = [] } = host;
  const settings = settingsOf({ ...options, cwd: host.cwd(), env: host.env });
  const { env } = settings;
  const note = (text: string) => void stderr.write(`${printed(text, env)}\n`);
  return {
    ...createAppContext({
      ...settings,
      startedBy: ['assay', ...argv.slice(2)].join(' '),
      notify: ({ message }) => note(message),
    }),
    json,
    color: wantsColor(json ? stderr : stdout, env, color),
    width: widthOf(host),
    stdout,
    stderr,
    print: (text) => void stdout.write(`${json ? visibleJson(text) : printed(text, env)}\n`),
    note,
    document: (text) => void stdout.write(stdout.isTTY ? printed(text, env) : text),
    event: (event) => void stdout.write(`${visibleJson(JSON.stringify(event))}\n`),
    annotate: (line) => void stderr.write(`${line}\n`),
  };
}
