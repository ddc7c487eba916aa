/** Requirements as people write them, and a field that cannot be read. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/id.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { madeUp, serveRun } from './served-run.ts';

let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;
const asked: string[] = [];

describe.skipIf(!executablePath)('the fields of the recommendation', () => {
  beforeAll(async () => {
    server = await serveRun(madeUp({ runId: newId(), targets: 4, cases: 60 }));
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname.endsWith('/recommendation')) asked.push(url.search);
    });
    await page.goto(`${server.runUrl}/decision`);
    await page.getByRole('region', { name: 'Candidates' }).waitFor(waiting);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([
    ['Non-inferiority margin', '1', 'margin=1%25', '= 1 point'],
    ['Max p95 (ms)', '1.5s', 'maxP95=1500', '= 1,500 ms'],
    ['Max error rate (%)', '5', 'maxErrors=5%25', '= 5 %'],
    ['Max $ per 1,000 calls', '$20', 'maxPer1k=20', null],
    ['Calls a month', '1M', 'calls=1000000', '= 1,000,000'],
  ])('asks with %s "%s" for %s', { timeout: 30_000 }, async (label, text, query, means) => {
    await page.getByLabel(label, { exact: true }).fill(text);
    await expect.poll(() => asked.at(-1) ?? '', waiting).toContain(query);
    if (means !== null) await page.getByText(means, { exact: true }).waitFor(waiting);
  });

  it('keeps the last answer beside a field that could mean two things', { timeout: 30_000 }, async () => {
    const paragraph = page.getByRole('region', { name: 'Recommendation' }).locator('p[aria-live]');
    await page.getByRole('region', { name: 'Candidates' }).waitFor(waiting);
    await page.waitForLoadState('networkidle');
    const before = await paragraph.innerText();
    const count = asked.length;
    const field = page.getByLabel('Non-inferiority margin', { exact: true });
    await field.fill('0.03');
    await page.getByText('3% or 0.03%? Write it with the sign.').waitFor(waiting);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await paragraph.innerText()).toBe(before);
    expect(asked).toHaveLength(count);
    await field.fill('3%');
    await expect.poll(() => asked.at(-1) ?? '', waiting).toContain('margin=3%25');
  });

  it('has all of it in the address: a reload and the way back find it', { timeout: 30_000 }, async () => {
    await page.reload();
    await page.getByRole('region', { name: 'Candidates' }).waitFor(waiting);
    expect(await page.getByLabel('Calls a month', { exact: true }).inputValue()).toBe('1M');
    expect(await page.getByLabel('Non-inferiority margin', { exact: true }).inputValue()).toBe('3%');
  });

  it('made no error on the way', () => expect(failures).toEqual([]));
});
