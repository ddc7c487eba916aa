/** Every view at three widths and in both schemes: nothing wider than the window, nothing that an accessibility check finds, no error. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgedRun, loadedRun } from './made-runs.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { builtPage, serveRun } from './served-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-views-'));
const judged = judgedRun();
// names as providers have them
judged.run.targets.forEach((target, i) => (target.label = `provider/claude-${i}-opus-thinking-instruct`));
const loaded = loadedRun();
const widths = [400, 900, 1400];
let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;

const ofRun = ({ run }: typeof judged, rest = '') => `/runs/${run.run_id}${rest}`;
/** With what is there once the view is. */
const views: [name: string, path: string, sign: string][] = [
  ['runs', '/', 'table'],
  ['history', '/history?by=category', 'canvas'],
  ['overview', ofRun(judged), 'section[aria-label^="Judge"]'],
  ['cases', ofRun(judged, '/cases'), '[role="rowheader"]'],
  ['case', ofRun(judged, '/cases?case=case-1'), '[role="dialog"] article'],
  ['compare', ofRun(judged, '/compare'), '[aria-label="Matrix of verdicts"] button'],
  ['recommendation', ofRun(judged, '/decision'), '[aria-label="Candidates"] table'],
  ['label', ofRun(judged, '/label'), 'section[aria-label="Answer"]'],
  ['label pairs', ofRun(judged, '/label?pairs=true'), 'section[aria-label="Answer B"]'],
  ['load', ofRun(loaded, '/load'), 'canvas'],
  ['no such run', '/runs/nothing', '[role="alert"]'],
];

/** Waits until what is drawn has its place. */
const rest = () =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  );

/** What is wider than the window, from outside in; what scrolls by itself is not. */
const tooWide = () =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName} ${element.className} ${element.getBoundingClientRect().right}`);
  });

/** Tabs that are not in the window from end to end. */
const cutTabs = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('nav[aria-label="Run"] a')]
      .filter((tab) => {
        const { left, right } = tab.getBoundingClientRect();
        return left < 0 || right > document.documentElement.clientWidth;
      })
      .map((tab) => tab.textContent),
  );

/** Choices of a list that are longer than the room for them; names of targets may be. */
const cutChoices = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('select')].flatMap((select) => {
      const style = getComputedStyle(select);
      const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
      pen.font = style.font;
      const room =
        select.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      return [...select.options]
        .map(({ text }) => text)
        .filter((text) => !text.startsWith('provider/') && pen.measureText(text).width > room + 1);
    }),
  );

/** Labels of a form that take two lines: their fields would not be level with the others. */
const tallLabels = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('search label')]
      .filter((label) => label.getClientRects().length > 1 || label.getBoundingClientRect().height > 24)
      .map((label) => label.textContent),
  );

/** Words of the grid's head that are on more than one line, and names that reach out of their column. */
const brokenWords = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role="columnheader"] bdi')].flatMap((name) => {
      const node = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode();
      const words = [...(node?.textContent ?? '').matchAll(/\w+/g)];
      const [{ left, right }, cell] = [
        name.getBoundingClientRect(),
        name.closest('span[role]')?.getBoundingClientRect(),
      ];
      if (!cell || left < cell.left || right > cell.right) return [name.textContent];
      return words.flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(node as Node, index);
        range.setEnd(node as Node, index + word.length);
        return range.getClientRects().length > 1 ? [word] : [];
      });
    }),
  );

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    () =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
      }) as Promise<AxeResults>,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe.skipIf(!executablePath)('every view', () => {
  beforeAll(async () => {
    server = await serveRun(judged, builtPage, {
      settings: { dataDir: folder, cwd: folder, env: {}, labeller: 'ada' },
    });
    await server.store.putRun(loaded.run, loaded.cases);
    await server.store.insert(loaded.batch);
    browser = await openBrowser();
    ({ page, failures } = await openPage(browser));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(views)('%s', { timeout: 120_000 }, async (_, path, sign) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${server.url}${path}`);
      await page.locator(sign).first().waitFor(waiting);
      expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(colorScheme);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await rest();
        expect(await tooWide(), `${width} px`).toEqual([]);
        expect(await cutTabs(), `${width} px`).toEqual([]);
        expect(await cutChoices(), `${width} px`).toEqual([]);
        expect(await brokenWords(), `${width} px`).toEqual([]);
        expect(await tallLabels(), `${width} px`).toEqual([]);
      }
      expect(await violations(), colorScheme).toEqual([]);
    }
  });

  it('made no error on the way', () =>
    expect(failures.filter((text) => !text.includes('404 (Not Found)'))).toEqual([]));
});
