import type { CommandContext } from './command.ts';
import { writeOpener } from './page-link.ts';

/** Whether a browser opened here would be seen by whoever typed the command. */
export function hasDisplay({ env, stdout }: Pick<CommandContext, 'env' | 'stdout'>): boolean {
  if (!stdout.isTTY || env['SSH_CONNECTION'] || env['CI']) return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Opens the link in the browser; without one, nothing happens: the link is printed anyway. */
export async function openPage(link: string, dataDir: string): Promise<void> {
  const { default: open } = await import('open');
  const browser = await writeOpener(dataDir, link)
    .then((path) => open(path))
    .catch(() => null);
  browser?.on('error', () => {});
}
