/** A run with 71 targets whose names are long and alike. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/id.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { madeUp, serveRun } from './served-run.ts';

const count = 71;
/** Longest time that the page may do nothing else, ms; long, as the machine has other work. */
const longestBlockMs = 600;

let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;

const nameOf = (index: number) => `some-provider/a-model-of-a-long-name-${index}-instruct-preview-2026-01-01`;
const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name, exact: true });

describe.skipIf(!executablePath)(`${count} targets`, () => {
  beforeAll(async () => {
    const made = madeUp({ runId: newId(), targets: count, cases: 30, payloads: false });
    made.run.targets.forEach((target, index) => (target.label = nameOf(index)));
    server = await serveRun(made);
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
    await page.addInitScript(() => {
      const seen: number[] = [];
      Object.assign(window, { blocks: seen });
      new PerformanceObserver((list) =>
        seen.push(...list.getEntries().map((entry) => entry.duration)),
      ).observe({
        type: 'longtask',
      });
    });
    await page.goto(server.runUrl);
    await page.getByRole('region', { name: 'Comparison of the targets' }).waitFor(waiting);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const longest = () =>
    page.evaluate(() => Math.max(0, ...(window as unknown as { blocks: number[] }).blocks));

  it('are in a table whose header and names stay, best first', { timeout: 40_000 }, async () => {
    const frame = page.getByRole('region', { name: 'Comparison of the targets' });
    expect(await frame.locator('tbody tr').count()).toBe(count);
    expect(await frame.locator('th[aria-sort="descending"]').getAttribute('data-column')).toBe('quality');
    const header = frame.locator('thead th').first();
    const before = await header.boundingBox();
    await frame.evaluate((element) => element.scrollTo(400, 900));
    expect(await header.boundingBox()).toEqual(before);
    const [names, table] = [await frame.locator('tbody th').nth(40).boundingBox(), await frame.boundingBox()];
    expect(names?.x).toBeCloseTo((table?.x ?? 0) + 1, 0);
  });

  it('have names that are not read alike', { timeout: 40_000 }, async () => {
    const frame = page.getByRole('region', { name: 'Comparison of the targets' });
    const tails = await frame.locator('tbody th bdi[aria-hidden] > span:last-child').allInnerTexts();
    expect(new Set(tails).size).toBe(count);
    const cut = frame.locator('tbody th button').first();
    await cut.focus();
    await page.keyboard.press('ArrowDown');
    const shown = frame.locator('tbody th button:focus-visible bdi:not([aria-hidden])');
    expect(await shown.innerText()).toMatch(
      /^some-provider\/a-model-of-a-long-name-\d+-instruct-preview-2026-01-01$/,
    );
    expect((await shown.boundingBox())?.width).toBeGreaterThan(250);
  });

  it('are compared without a frozen tab, names in view', { timeout: 90_000 }, async () => {
    await page.evaluate(() => (window as unknown as { blocks: number[] }).blocks.splice(0));
    await tab('Compare').click();
    const matrix = page.getByRole('region', { name: 'Matrix of verdicts' });
    await expect.poll(() => matrix.getByRole('row').count(), { timeout: 60_000 }).toBe(count + 1);
    expect(await matrix.getByRole('button').count()).toBe(count * (count - 1));
    const corner = await matrix.boundingBox();
    await matrix.evaluate((element) => element.scrollTo(2000, 800));
    const name = await matrix.locator('tbody th').nth(40).boundingBox();
    expect(name?.x).toBeCloseTo(corner?.x ?? 0, 0);
    expect(await longest()).toBeLessThan(longestBlockMs);
  });

  it('are columns of the grid of cases, whose first column stays', { timeout: 40_000 }, async () => {
    await tab('Cases').click();
    const grid = page.getByRole('grid');
    await grid.getByRole('rowheader').first().waitFor(waiting);
    const before = await grid.getByRole('rowheader').first().boundingBox();
    await grid.evaluate((element) => element.scrollTo(3000, 0));
    expect(await grid.getByRole('rowheader').first().boundingBox()).toEqual(before);
  });

  it('made no error on the way', () => expect(failures).toEqual([]));
});
