// `npm test`: every test, the browser's included. Arguments filter files as vitest does; the last line counts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from './apt-install.mjs';
import { findChromium } from './chromium.mjs';
import { buildPage } from './page.mjs';
import { fail, run, say, setup } from './setup.mjs';

/** A file that could not even be loaded has no tests to count, yet has failed. */
function counts(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  return `${report.numPassedTests} passed, ${report.numFailedTests + broken} failed, ${skipped} skipped`;
}

const ready = await setup();
const chromium = await findChromium();
if (!chromium) {
  if (process.env.CI) fail('no Chromium for the browser tests, and CI does not skip them');
  say('\n*** BROWSER TESTS ARE SKIPPED: no Chromium. Install it or set ASSAY_CHROMIUM to its path. ***\n');
}
// without it programs are isolated all the same, but the filter of system calls has no test
if (process.platform === 'linux' && !existsSync('/usr/bin/bwrap'))
  await aptInstall('bubblewrap', 'the sandbox tests');
await buildPage(ready);

const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
const reportFile = join(folder, 'report.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
const env = { ...ready.env, ...(chromium && { ASSAY_CHROMIUM: chromium }) };
const { code } = await run('vitest', ['run', ...reporters, ...process.argv.slice(2)], { env });
try {
  process.stdout.write(`${counts(JSON.parse(readFileSync(reportFile, 'utf8')))}\n`);
} catch (error) {
  fail(`vitest left no report (${error.message})`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);
