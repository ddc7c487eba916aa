/** The page in a browser, while the demo goes on: open, watch it fill, filter, look into a case. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Set by `npm test`, which finds or installs the browser and says loudly when there is none.
const executablePath = process.env['ASSAY_CHROMIUM'];
const folder = mkdtempSync(join(tmpdir(), 'assay-page-'));
const waiting = { timeout: 20_000 };

let demo: ChildProcess;
let browser: Browser;
let page: Page;
const failures: string[] = [];

function startDemo(): Promise<string> {
  const bin = join(import.meta.dirname, '../bin/assay.js');
  const args = [bin, 'demo', '--no-open', '--port', '0', '--limit', '24', '--data-dir', folder];
  demo = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
    createInterface({ input: demo.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      const url = /^page +(http\S+)/.exec(line)?.[1];
      if (url) resolve(url);
    });
  });
}

/** In the page: each value the bar of progress has had, in order. */
function recordProgress() {
  const seen: number[] = [];
  (globalThis as { progress?: number[] }).progress = seen;
  const look = () => {
    const value = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow');
    if (value && Number(value) !== seen.at(-1)) seen.push(Number(value));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

describe.skipIf(!executablePath)('the page', () => {
  beforeAll(async () => {
    // The browser first: the run is short, and the page must be there while it goes on.
    browser = await chromium.launch({
      executablePath: executablePath as string,
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.addInitScript(recordProgress);
    const url = await startDemo();
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') failures.push(message.text());
    });
    await page.goto(url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    if (demo && demo.exitCode === null) {
      demo.kill('SIGTERM');
      await once(demo, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  const progress = () => page.evaluate(() => (globalThis as { progress?: number[] }).progress ?? []);

  it('fills while the run goes on, to its end', { timeout: 60_000 }, async () => {
    const table = page.getByRole('region', { name: 'Comparison of the targets' });
    await table.getByRole('button', { name: 'sim/zibbel-nano' }).waitFor(waiting);
    expect(await table.locator('tbody tr').count()).toBe(12);
    await expect.poll(async () => (await progress()).at(-1), { timeout: 40_000 }).toBe(288);
    const seen = await progress();
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    await expect.poll(() => page.getByRole('button', { name: /stop/i }).count(), { timeout: 40_000 }).toBe(0);
  });

  it('has taken the key of its link out of the address, and can change things with it', async () => {
    expect(new URL(page.url()).hash).toBe('');
    const stop = (key: string) =>
      page.evaluate(
        async (given) =>
          (await fetch('/api/runs/latest/stop', { method: 'POST', headers: { 'x-assay': given } })).status,
        key,
      );
    const key = await page.evaluate(() => localStorage.getItem('assay-page-key') ?? '');
    // the run is over by now: allowed, and nothing to stop
    expect([401, 403]).not.toContain(await stop(key));
    expect(await stop('1')).toBe(401);
    failures.length = 0;
  });

  it('filters cases to those one target has right and another wrong', { timeout: 40_000 }, async () => {
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: /cases/i }).click();
    const grid = page.getByRole('grid');
    const rows = async () => Number(await grid.getAttribute('aria-rowcount'));
    await expect.poll(rows, waiting).toBe(25);
    await page.getByLabel('This target is right').selectOption({ label: 'sim/quorrel-grand' });
    await page.getByLabel('This target is wrong').selectOption({ label: 'sim/zibbel-nano' });
    // The header is a row too; while the answer is on its way there is no other.
    await expect.poll(rows, waiting).toSatisfy((count: number) => count > 1 && count < 25);
    expect(new URL(page.url()).search).toMatch(/right=.*wrong=/);
  });

  it('shows the outputs of a case side by side', { timeout: 40_000 }, async () => {
    await page.getByRole('grid').getByRole('rowheader').first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('article').first().waitFor(waiting);
    expect(await drawer.getByRole('article').count()).toBe(12);
    expect(await drawer.getByRole('region', { name: 'Prompt' }).innerText()).not.toBe('');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ ...waiting, state: 'detached' });
  });

  it('compares pairwise, and leads to the cases behind', { timeout: 40_000 }, async () => {
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Compare' }).click();
    const matrix = page.getByRole('region', { name: 'Matrix of verdicts' });
    await matrix
      .getByRole('button', { name: /^sim\/quorrel-grand compared with sim\/zibbel-nano:/ })
      .click(waiting);
    const pair = page.getByRole('region', { name: 'sim/quorrel-grand compared with sim/zibbel-nano' });
    expect(await pair.getByRole('row', { name: /^cost .*more expensive$/ }).count()).toBe(1);
    await pair.getByRole('link', { name: /^sim\/quorrel-grand is ahead in/ }).click();
    await expect.poll(() => page.url(), waiting).toMatch(/cases\?right=.*wrong=/);
  });

  it('recommends, and again when a requirement changes', { timeout: 40_000 }, async () => {
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Recommendation' }).click();
    const table = page.getByRole('region', { name: 'Candidates' });
    await table.getByRole('rowheader').first().waitFor(waiting);
    expect(await table.getByRole('rowheader').count()).toBe(12);
    await page.getByLabel('Max p95 (ms)').fill('1ms');
    await page.getByText(/No target is shown to meet/).waitFor(waiting);
    expect(new URL(page.url()).search).toBe('?maxP95=1ms');
  });

  it('made no error on the way', () => {
    expect(failures).toEqual([]);
  });
});
