import { resolve } from 'node:path';
import type { CommandContext, OptionValues, Terminal } from './command.ts';

const widthWithoutTerminal = 100;

/** NO_COLOR and FORCE_COLOR as https://no-color.org and https://force-color.org say; else what the terminal can. */
function wantsColor(stream: Terminal, env: CommandContext['env'], options: OptionValues): boolean {
  if (options['color'] === false || env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY && stream.hasColors(env as object);
}

/** The context of a command in this process. */
export function contextOf(
  options: OptionValues,
  host: Pick<NodeJS.Process, 'env' | 'stdout' | 'stderr' | 'cwd'>,
): CommandContext {
  const { env, stdout, stderr } = host;
  const cwd = host.cwd();
  const dataDir = (options['dataDir'] as string | undefined) ?? env['ASSAY_DATA_DIR'] ?? '.assay';
  const results = (options['results'] as string | undefined) ?? env['ASSAY_RESULTS'];
  const control = (options['control'] as string | undefined) ?? env['ASSAY_CONTROL'];
  const json = options['json'] === true;
  return {
    dataDir: resolve(cwd, dataDir),
    ...(results && { results }),
    ...(control && { control }),
    cwd,
    env,
    json,
    color: wantsColor(json ? stderr : stdout, env, options),
    width: stdout.columns || stderr.columns || widthWithoutTerminal,
    stdout,
    stderr,
    print: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
  };
}
