/** Names, prompts and answers that would like to be more than text, and one of ten million characters. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/id.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { madeUp, serveRun } from './served-run.ts';

const injection =
  '<script>window.injected=1</script><img src="http://127.0.0.1:9/x.png" onerror="window.injected=2">';
const escapes = '\u001b[31mRED\u001b]8;;http://127.0.0.1:9/\u0007L \u202egnp.exe\u2066';
const link = '[a](javascript:window.injected=3) ![b](http://127.0.0.1:9/y.png) http://127.0.0.1:9/z';
const hugeLength = 10_000_000;

let browser: Browser;
let page: Page;
let failures: string[];
const asked: string[] = [];
let server: Awaited<ReturnType<typeof serveRun>>;

const tab = (name: string) =>
  page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name, exact: true });

describe.skipIf(!executablePath)('hostile content', () => {
  beforeAll(async () => {
    const made = madeUp({ runId: newId(), targets: 2, cases: 3 });
    const { run, batch } = made;
    run.suite_name = `suite ${injection}${escapes}`;
    for (const [index, target] of run.targets.entries())
      target.label = [`a ${injection}`, `__proto__ ${escapes}`][index] as string;
    for (const payload of batch.payloads) {
      payload.messages = [
        { role: 'user', content: `${injection}${escapes}${link}` },
        {
          role: 'user',
          content: [
            {
              type: 'image',
              name: 'x',
              mediaType: 'image/png',
              sha256: 'a'.repeat(64),
              bytes: null,
              url: 'http://127.0.0.1:9/remote.png',
            },
          ],
        },
      ];
      if (payload.answer) payload.answer = { ...payload.answer, text: `${injection}${escapes}${link}` };
    }
    const answered = batch.payloads.find(({ answer }) => answer !== null);
    if (answered?.answer) answered.answer = { ...answered.answer, text: 'x'.repeat(hugeLength) };
    server = await serveRun(made);
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(server.runUrl);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('is text in names, prompts and answers', { timeout: 60_000 }, async () => {
    await page.getByRole('region', { name: 'Comparison of the targets' }).waitFor(waiting);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('<script>');
    for (const name of ['Compare', 'Recommendation', 'Cases']) {
      await tab(name).click();
      await page.waitForLoadState('networkidle');
    }
    await page.getByRole('grid').getByRole('rowheader').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('article').first().waitFor(waiting);
    expect(await dialog.getByRole('region', { name: 'Prompt' }).innerText()).toContain('␛[31mRED');
    expect(await dialog.locator('a[href^="http"], a[href^="javascript"]').count()).toBe(0);
    expect(await dialog.locator('img').count()).toBe(0);
    expect(await page.evaluate(() => (window as { injected?: number }).injected)).toBeUndefined();
    const shown = await page.evaluate(() => document.body.innerText);
    for (const hidden of ['\u001b', '\u202e', '\u2066']) expect(shown).not.toContain(hidden);
    expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
  });

  it('comes in parts when it is huge', { timeout: 60_000 }, async () => {
    const dialog = page.getByRole('dialog');
    const more = dialog.getByRole('button', { name: 'Show more' });
    for (let at = 0; at < 3 && (await more.count()) === 0; at++) {
      await page.keyboard.press('j');
      await page.waitForLoadState('networkidle');
    }
    await more.waitFor(waiting);
    const shown = async () => (await dialog.getByLabel('Output').allInnerTexts()).join('').length;
    const before = await shown();
    expect(before).toBeLessThan(60_000);
    await more.click();
    await expect.poll(shown, waiting).toBeGreaterThan(before + 150_000);
    expect(await dialog.getByText(/The first 220,000 of 10,000,000 characters/).count()).toBe(1);
  });

  it('made no error on the way', () => expect(failures).toEqual([]));
});
