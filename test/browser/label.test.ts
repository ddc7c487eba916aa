/** Labelling with keys in a browser: blind, undone, kept in the file that the command reads. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLabels } from '../../src/labels/label-log.ts';
import { pageKeyOf } from '../../src/app/data/token-id.ts';
import { token } from '../made-up/test-server.ts';
import { judgedRun } from './made-runs.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { builtPage, serveRun } from './served-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-label-page-'));
const path = join(folder, 'labels.jsonl');
const made = judgedRun();
let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;

const answer = () => page.getByRole('region', { name: /^Answer/ });
const counted = (text: string) => page.getByText(text, { exact: true }).waitFor(waiting);
async function press(key: string, text: string): Promise<void> {
  await answer().first().waitFor(waiting);
  await page.keyboard.press(key);
  await counted(text);
}
/** What is said at present: the last line for each place counts. */
const values = async () => (await readLabels(path)).map(({ value }) => value);

describe.skipIf(!executablePath)('labelling in the page', () => {
  beforeAll(async () => {
    server = await serveRun(made, builtPage, {
      settings: { dataDir: folder, cwd: folder, env: {}, labeller: 'ada' },
    });
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
    await page.goto(`${server.runUrl}/label?limit=4#key=${pageKeyOf(token)}`);
    await answer().waitFor(waiting);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'is blind: nothing on the page or in what it asked for names a target',
    { timeout: 40_000 },
    async () => {
      const [list, blind] = await Promise.all([
        page.waitForResponse((response) => response.url().includes('/labels')),
        page.waitForResponse((response) => response.url().includes('/blind/')),
        page.reload(),
      ]);
      await answer().waitFor(waiting);
      const seen = [
        await page.getByRole('main').innerText(),
        await page.evaluate(() => document.querySelector('main')?.innerHTML ?? ''),
        await list.text(),
        await blind.text(),
      ];
      for (const { id, label, model } of made.run.targets)
        for (const name of [`"${id}"`, label, model])
          for (const text of seen) expect(text).not.toContain(name);
    },
  );

  it('keeps what the keys say, before the next answer is shown', { timeout: 40_000 }, async () => {
    await press('y', '1 of 4 labelled');
    expect(await values()).toEqual([1]);
    await press('n', '2 of 4 labelled');
    expect((await values()).toSorted()).toEqual([0, 1]);
  });

  it('takes back what was said, and shows that answer again', { timeout: 40_000 }, async () => {
    await answer().waitFor(waiting);
    await page.keyboard.press('u');
    await counted('1 of 4 labelled');
    expect((await values()).filter((value) => value !== null)).toEqual([1]);
    await press('y', '2 of 4 labelled');
    expect((await values()).filter((value) => value !== null)).toEqual([1, 1]);
  });

  it('finds what was said when the page is opened again', { timeout: 40_000 }, async () => {
    await page.reload();
    await counted('2 of 4 labelled');
    await press('y', '3 of 4 labelled');
    await press('n', '4 of 4 labelled');
    const heading = page.getByRole('heading', { name: 'All labelled' });
    await heading.waitFor(waiting);
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await answer().count()).toBe(0);
  });

  it('shows pairs side by side, and t is neither, not the colours', { timeout: 40_000 }, async () => {
    await page.goto(`${server.runUrl}/label?pairs=true&limit=2`);
    await page.getByRole('region', { name: 'Answer B' }).waitFor(waiting);
    const boxes = await Promise.all(
      ['Answer A', 'Answer B'].map((name) => page.getByRole('region', { name, exact: true }).boundingBox()),
    );
    expect(boxes[0]?.y).toBe(boxes[1]?.y);
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    const before = await scheme();
    await page.keyboard.press('t');
    await counted('1 of 2 labelled');
    expect(await scheme()).toBe(before);
    expect((await readLabels(path)).at(-1)).toMatchObject({
      value: 0.5,
      other_sample_id: expect.any(String),
    });
  });

  it('says how to get the right to label, where the page was opened without its link', async () => {
    const { page: other } = await openPage(browser);
    const count = (await readLabels(path)).length;
    await other.goto(`${server.runUrl}/label?limit=2&by=ben`);
    await other.getByRole('region', { name: 'Answer' }).waitFor(waiting);
    await other.evaluate(() => localStorage.clear());
    await other.reload();
    await other.getByRole('region', { name: 'Answer' }).waitFor(waiting);
    await other.keyboard.press('y');
    await other.getByRole('alert').getByText('Open it by the link that the terminal shows').waitFor(waiting);
    await other.getByText('0 of 2 labelled', { exact: true }).waitFor(waiting);
    expect(await readLabels(path)).toHaveLength(count);
    await other.close();
  });

  it('made no error on the way', () => expect(failures).toEqual([]));
});
