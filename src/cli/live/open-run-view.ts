import type { CommandContext } from '../command.ts';
import { openLinesView } from './lines-view.ts';
import type { RunView } from './run-view.ts';

/**
 * The live table where a person watches, plain lines on stderr elsewhere. With JSON on stdout only stderr may be the
 * terminal. Ink is loaded only when it draws.
 */
export async function openRunView(
  context: CommandContext,
  options: { pageUrl: string | null; jsonOnStdout: boolean },
): Promise<RunView> {
  const { stdout, stderr, color, env, note } = context;
  const stream = options.jsonOnStdout || !stdout.isTTY ? stderr : stdout;
  const { pageUrl } = options;
  if (!stream.isTTY || env['TERM'] === 'dumb' || env['CI']) return openLinesView({ note, pageUrl });
  const { openTableView } = await import('./table-view.ts');
  return openTableView({ stream, color, pageUrl });
}
