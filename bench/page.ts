/**
 * The page of a run with 10,000 cases, cold in Chromium on loopback: navigation to the table and the last chart painted, and
 * everything transferred. The first load also finds the server's caches as they are right after its start.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../scripts/chromium.mjs';
import { startSimulator } from '../src/simulator/start.ts';
import { runAssay, startAssay } from './support/assay-process.ts';
import { quantile } from './support/figures.ts';
import { atOnce } from './support/at-once.ts';
import { temporaryFolder } from './support/temporary.ts';
import { conclude } from './support/verdict.ts';

const executablePath = (await findChromium()) ?? '';
if (executablePath === '') throw new Error('no Chromium: install it or set ASSAY_CHROMIUM to its path');
const loads = 7;
const charts = 3;
const folder = temporaryFolder();
const suite = join(folder, 'suite.yaml');
const dataDir = join(folder, 'data');
writeFileSync(
  join(folder, 'cases.jsonl'),
  Array.from({ length: 10_000 }, (_, i) =>
    JSON.stringify({ id: `c${i}`, input: `What is ${i} plus ${i}?`, expected: String(i + i) }),
  ).join('\n'),
);
writeFileSync(
  suite,
  'name: page\ntargets: [sim/at-once]\ncases: { file: cases.jsonl }\nscorers: [contains]\nlimits: { concurrency: 64 }\n',
);
const simulator = await startSimulator({
  noDelay: true,
  profiles: [{ ...atOnce, accuracy: 0.8 }],
});
await runAssay(['run', suite, '--sim', simulator.url, '--data-dir', dataDir, '--no-serve', '--json']);
await simulator.close();
const list = await runAssay(['list', '--json', '--data-dir', dataDir]);
const runId = (JSON.parse(list.stdout) as { runs: { run_id: string }[] }).runs[0]?.run_id ?? '';

const url = Promise.withResolvers<string>();
const server = startAssay(['serve', '--port', '0', '--json', '--data-dir', dataDir], {
  onLine: (line) => url.resolve((JSON.parse(line) as { url: string }).url),
});
const base = await url.promise;

async function load() {
  // a browser of its own each time: nothing cached, nothing compiled
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 1200 } });
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let transferred = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (transferred += encodedDataLength));
  await page.goto(`${base}/runs/${runId}`, { waitUntil: 'commit' });
  await page.waitForFunction(
    (least) =>
      performance.getEntriesByName('assay:chart-painted').length >= least &&
      document.querySelector('tbody tr') !== null,
    charts,
    { polling: 'raf' },
  );
  const marks = await page.evaluate(() =>
    performance.getEntriesByName('assay:chart-painted').map((entry) => entry.startTime),
  );
  const table = await page.locator('tbody tr').count();
  await page.waitForTimeout(500);
  await browser.close();
  return {
    painted_ms: Math.round(Math.max(...marks)),
    table,
    transferred_kb: Math.round(transferred / 1000),
  };
}

const rows = [];
for (let i = 0; i < loads; i++) rows.push(await load());
server.child.kill('SIGTERM');
await server.finished;
const painted = rows.map((row) => row.painted_ms);
conclude(
  'page',
  {
    painted: quantile(painted, 0.5) < 700,
    transferred: rows.every((row) => row.transferred_kb < 400),
    shown: rows.every((row) => row.table > 0),
  },
  {
    painted_median_ms: quantile(painted, 0.5),
    painted_first_ms: painted[0],
    painted_worst_ms: Math.max(...painted),
    rows,
  },
);
