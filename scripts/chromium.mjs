// Finds the browser of the browser tests, or installs Debian's where it may.
import { existsSync } from 'node:fs';
import { aptInstall } from './apt-install.mjs';

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
  await aptInstall('chromium', 'the browser tests');
  return installed();
}
