/** The page by the keyboard alone, and what is read aloud. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/id.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { madeUp, serveRun } from './served-run.ts';

let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;

const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });

describe.skipIf(!executablePath)('the page by the keyboard', () => {
  beforeAll(async () => {
    server = await serveRun(madeUp({ runId: newId(), targets: 3, cases: 12 }));
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
    await page.goto(server.runUrl);
    await page.getByRole('region', { name: 'Comparison of the targets' }).waitFor(waiting);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('goes from the top in the order that is seen', { timeout: 30_000 }, async () => {
    const order: string[] = [];
    for (let at = 0; at < 12; at++) {
      await page.keyboard.press('Tab');
      order.push((await focused()).trim());
    }
    expect(order.map((text) => text.slice(0, 20))).toEqual([
      'Skip to content',
      'Assay',
      'Runs',
      'History',
      expect.stringMatching(/^Switch to (dark|light)/),
      'Keyboard shortcuts',
      'Overview',
      'Cases',
      'Compare',
      'Recommendation',
      'Label',
      'Comparison of the ta',
    ]);
  });

  it('opens tabs, a case and the next one, and gives the focus back', { timeout: 30_000 }, async () => {
    await page.keyboard.press('c');
    const grid = page.getByRole('grid');
    await grid.getByRole('rowheader').first().waitFor(waiting);
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'case-1', exact: true }).waitFor(waiting);
    await page.keyboard.press('j');
    await dialog.getByRole('heading', { name: 'case-2', exact: true }).waitFor(waiting);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ ...waiting, state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), waiting)
      .toBe('grid');
    await page.keyboard.press('v');
    await page.getByRole('region', { name: 'Matrix of verdicts' }).waitFor(waiting);
  });

  it(
    'has a name for everything that can be used, and one heading of the first level',
    { timeout: 30_000 },
    async () => {
      for (const path of ['', '/cases', '/compare', '/decision']) {
        await page.goto(`${server.runUrl}${path}`);
        await page.waitForLoadState('networkidle');
        const nameless = await page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              'button, a[href], input, select, [role=grid], [role=progressbar]',
            ),
          ]
            .filter((element) => {
              const labels = (element as HTMLInputElement).labels;
              const name =
                element.getAttribute('aria-label') ??
                element.getAttribute('aria-labelledby') ??
                (labels && labels.length > 0 ? labels[0]?.textContent : element.textContent);
              return !name?.trim();
            })
            .map((element) => element.outerHTML.slice(0, 120)),
        );
        expect(nameless, path).toEqual([]);
        expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
      }
    },
  );

  it('made no error on the way', () => expect(failures).toEqual([]));
});
