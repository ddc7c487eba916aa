// Finds the browser of the browser tests, or installs Debian's where it may.
import { existsSync } from 'node:fs';
import { run, say } from './setup.mjs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function installed() {
  return [process.env.ASSAY_CHROMIUM, ...places].find((path) => path && existsSync(path)) ?? null;
}

/** Path of a Chromium, or `null` with the reason said. */
export async function findChromium() {
  const found = installed();
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  say('Installing Chromium for the browser tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { quiet: true, env });
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    quiet: true,
    env,
  });
  if (install.code !== 0) say(`apt-get could not install it:\n${update.output}${install.output}`.trimEnd());
  return installed();
}
