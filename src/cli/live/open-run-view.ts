import type { CommandContext } from '../command.ts';
import { openLinesView } from './lines-view.ts';
import type { RunView } from './run-view.ts';

/**
 * The live table where a person watches, plain lines on stderr elsewhere. With JSON on stdout only stderr may be the
 * terminal. What draws is loaded only when it does.
 */
export async function openRunView(
  context: CommandContext,
  options: { pageUrl: string | null; jsonOnStdout: boolean },
): Promise<RunView> {
  const { stdout, stderr, color, env, note } = context;
  const stream = options.jsonOnStdout || !stdout.isTTY ? stderr : stdout;
  const { pageUrl } = options;
  // some terminals do not know their size: 0 × 0
  const canDraw = stream.isTTY && stream.columns > 0 && env['TERM'] !== 'dumb' && !env['CI'];
  if (!canDraw) return openLinesView({ note, pageUrl });
  const { openTableView } = await import('./table-view.ts');
  return openTableView({ stream, color, pageUrl });
}
