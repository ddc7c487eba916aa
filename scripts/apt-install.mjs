// Installs Debian packages that tests need, where it may: as root on Debian.
import { existsSync } from 'node:fs';
import { run, say } from './setup.mjs';

/** False where it may not or could not; then the reason has been said. */
export async function aptInstall(name, purpose) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say(`Installing ${name} for ${purpose} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { quiet: true, env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', name];
  const install = await run('apt-get', args, { quiet: true, env });
  if (install.code !== 0) say(`apt-get could not install it:\n${update.output}${install.output}`.trimEnd());
  return install.code === 0;
}
