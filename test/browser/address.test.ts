/** What is chosen on the page stands in its address: a reload, a tab that is left, and the way back find it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/id.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { madeUp, serveRun } from './served-run.ts';

let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;

const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name, exact: true });
const search = () => new URL(page.url()).search;
const table = () => page.getByRole('region', { name: 'Comparison of the targets' });
const firstRow = () => table().locator('tbody tr').first().getByRole('button').first().innerText();

describe.skipIf(!executablePath)('the address of the page', () => {
  beforeAll(async () => {
    server = await serveRun(madeUp({ runId: newId(), targets: 4, cases: 40 }));
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
    await page.goto(server.runUrl);
    await table().waitFor(waiting);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function expectOverview() {
    await table().waitFor(waiting);
    expect(await table().locator('th[aria-sort="ascending"]').getAttribute('data-column')).toBe('target');
    expect(await firstRow()).toContain('model 0');
    expect(await page.getByRole('button', { name: 'model 1' }).getAttribute('aria-pressed')).toBe('false');
    expect(await page.getByLabel('Scale of Cost / 1,000').getByLabel('linear').isChecked()).toBe(true);
  }

  it('holds order, hidden targets and scales of the overview', { timeout: 40_000 }, async () => {
    await table().getByRole('button', { name: 'Target' }).click();
    await page.getByRole('button', { name: 'model 1' }).click();
    await page.getByLabel('Scale of Cost / 1,000').getByText('linear').click();
    await expect.poll(search, waiting).toBe('?sort=target&hide=2&costScale=linear');
    await expectOverview();
    await page.reload();
    await expectOverview();
  });

  it('holds filters and the open case, which Back closes', { timeout: 40_000 }, async () => {
    await tab('Cases').click();
    const grid = page.getByRole('grid');
    await grid.waitFor(waiting);
    await page.getByLabel('This target is right').selectOption({ label: 'model 3' });
    await page.getByLabel('This target is wrong').selectOption({ label: 'model 0' });
    await expect.poll(search, waiting).toBe('?right=target-3&wrong=target-0');
    await grid.getByRole('rowheader').first().click();
    await page.getByRole('dialog').waitFor(waiting);
    await page.reload();
    await page.getByRole('dialog').getByRole('article').first().waitFor(waiting);
    await page.goBack();
    await page.getByRole('dialog').waitFor({ ...waiting, state: 'detached' });
    expect(search()).toBe('?right=target-3&wrong=target-0');
    expect(await page.getByLabel('This target is right').inputValue()).toBe('target-3');
    await grid.getByRole('rowheader').first().click();
    await page.getByRole('dialog').waitFor(waiting);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ ...waiting, state: 'detached' });
    expect(search()).toBe('?right=target-3&wrong=target-0');
  });

  it('is what a tab is found with that was left', { timeout: 40_000 }, async () => {
    await tab('Overview').click();
    await expectOverview();
    await tab('Cases').click();
    await expect.poll(search, waiting).toBe('?right=target-3&wrong=target-0');
    await page.goBack();
    await expectOverview();
    await page.keyboard.press('c');
    await expect.poll(search, waiting).toBe('?right=target-3&wrong=target-0');
  });

  it('may hold nonsense', { timeout: 40_000 }, async () => {
    await page.goto(`${server.runUrl}?sort=-constructor&hide=99,x&costScale=cubic&failures=%00`);
    await table().waitFor(waiting);
    expect(await table().locator('th[aria-sort="descending"]').getAttribute('data-column')).toBe('quality');
  });

  it('made no error on the way', () => expect(failures).toEqual([]));
});
