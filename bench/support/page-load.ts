/** A page of results loaded in a browser that has nothing of it yet. */
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { startAssay } from './assay-process.ts';

const executablePath = (await findChromium()) ?? '';
if (executablePath === '') throw new Error('no Chromium: install it or set ASSAY_CHROMIUM to its path');

/** Between navigation and the last response, longer than any that belongs to the page. */
const settleMs = 500;

export interface PageLoad {
  /** From the navigation until the last of the charts was painted and the table was there. */
  paintedMs: number;
  tableRows: number;
  transferredKb: number;
}

/** A browser of its own each time: nothing cached, nothing compiled. */
export async function loadPage(url: string, charts: number): Promise<PageLoad> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 1200 } });
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let transferred = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (transferred += encodedDataLength));
  await page.goto(url, { waitUntil: 'commit' });
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
  const tableRows = await page.locator('tbody tr').count();
  await page.waitForTimeout(settleMs);
  await browser.close();
  return {
    paintedMs: Math.round(Math.max(...marks)),
    tableRows,
    transferredKb: Math.round(transferred / 1000),
  };
}

/** `assay serve` of a data directory, and how to end it. */
export async function serveData(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const url = Promise.withResolvers<string>();
  const server = startAssay(['serve', '--port', '0', '--json', '--data-dir', dataDir], {
    onLine: (line) => url.resolve((JSON.parse(line) as { url: string }).url),
  });
  return {
    url: await url.promise,
    async stop() {
      server.child.kill('SIGTERM');
      await server.finished;
    },
  };
}
