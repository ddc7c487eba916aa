/** A page that was opened before the server was upgraded. */
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/id.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { builtPage, madeUp, serveRun } from './served-run.ts';

const pageDir = mkdtempSync(join(tmpdir(), 'assay-upgrade-'));
let browser: Browser;
let server: Awaited<ReturnType<typeof serveRun>>;

/** As another build would be: its parts have other names, and the old ones are gone. */
function upgrade(): void {
  const assets = join(pageDir, 'assets');
  for (const name of readdirSync(assets).filter((file) => /\.(br|gz)$/.test(file)))
    rmSync(join(assets, name));
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const renamed = scripts.map((name) => [name, name.replace(/\.js$/, `-${Date.now()}.js`)] as const);
  const withNewNames = (path: string) => {
    let text = readFileSync(path, 'utf8');
    for (const [from, to] of renamed) text = text.replaceAll(from, to);
    writeFileSync(path, text);
  };
  for (const name of scripts) withNewNames(join(assets, name));
  for (const [from, to] of renamed) renameSync(join(assets, from), join(assets, to));
  withNewNames(join(pageDir, 'index.html'));
}

describe.skipIf(!executablePath)('a page of an older build', () => {
  beforeAll(async () => {
    cpSync(builtPage, pageDir, { recursive: true });
    server = await serveRun(madeUp({ runId: newId(), targets: 3, cases: 20 }), pageDir);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(pageDir, { recursive: true, force: true });
  });

  it('loads itself anew, once, and opens what was asked for', { timeout: 60_000 }, async () => {
    const { page } = await openPage(browser);
    let loads = 0;
    page.on('load', () => loads++);
    await page.goto(server.runUrl);
    await page.getByRole('region', { name: 'Comparison of the targets' }).waitFor(waiting);
    upgrade();
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('region', { name: 'Matrix of verdicts' }).waitFor(waiting);
    expect(new URL(page.url()).pathname).toMatch(/compare$/);
    expect(loads).toBe(2);
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Cases' }).click();
    await page.getByRole('grid').waitFor(waiting);
    expect(loads).toBe(2);
    await page.close();
  });

  it('says so when that does not help, and makes no loop', { timeout: 60_000 }, async () => {
    const { page } = await openPage(browser);
    let loads = 0;
    page.on('load', () => loads++);
    await page.route('**/api/**', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'x-assay-page': 'feedfeedfeedfeed' },
      });
    });
    await page.goto(server.runUrl);
    await page.getByText('This page is from another version than the server.').waitFor(waiting);
    await page.waitForTimeout(1500);
    expect(loads).toBe(2);
    await page.getByRole('region', { name: 'Comparison of the targets' }).waitFor(waiting);
    await page.close();
  });
});
