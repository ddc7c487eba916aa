/** A run under load, and a judge before and after people have labelled, in a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendLabels } from '../../src/labels/label-log.ts';
import { judgedRun, loadedRun } from './made-runs.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';
import { builtPage, serveRun } from './served-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-judges-page-'));
const path = join(folder, 'labels.jsonl');
const judged = judgedRun();
const loaded = loadedRun();
let browser: Browser;
let page: Page;
let failures: string[];
let server: Awaited<ReturnType<typeof serveRun>>;

/** Points of a canvas that are not empty. */
const drawn = (chart: Locator) =>
  chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    let count = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at]) count++;
    return count;
  });

describe.skipIf(!executablePath)('load and judges in the page', () => {
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

  it('has a row a phase, whose calls are all there', { timeout: 40_000 }, async () => {
    await page.goto(`${server.url}/runs/${loaded.run.run_id}`);
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Load' }).click(waiting);
    const table = page.getByRole('region', { name: 'model 0', exact: true }).getByRole('table');
    await table.waitFor(waiting);
    expect(await table.getByRole('rowheader').allInnerTexts()).toHaveLength(4);
    const header = await table.getByRole('columnheader').allInnerTexts();
    const calls = await table.locator(`tbody td:nth-of-type(${header.indexOf('Calls')})`).allInnerTexts();
    expect(calls.map(Number)).toEqual([40, 40, 40, 40]);
    await page.getByText(/Knee .*: /).waitFor(waiting);
  });

  it('draws rate, time, and throughput against latency', { timeout: 40_000 }, async () => {
    const charts = page.getByRole('img', { name: /table of phases/ });
    expect(await charts.count()).toBe(3);
    for (const at of [0, 1, 2]) await expect.poll(() => drawn(charts.nth(at)), waiting).toBeGreaterThan(500);
  });

  it('marks a judge that nobody has labelled for', { timeout: 40_000 }, async () => {
    await page.goto(server.runUrl);
    const panel = page.getByRole('region', { name: 'Judge: helpful' });
    await panel.getByText(/uncalibrated/).waitFor(waiting);
    expect(await panel.getByRole('table').count()).toBe(0);
    await panel.getByRole('link', { name: 'Label answers' }).click();
    await page.getByRole('region', { name: 'Answer' }).waitFor(waiting);
  });

  it('shows what people say beside what the judge says, once they have', { timeout: 40_000 }, async () => {
    const { run, batch } = judged;
    const answered = batch.payloads.filter(({ answer }) => answer);
    await appendLabels(
      path,
      answered.slice(0, 40).map(({ sample_id }) => ({
        run_id: run.run_id,
        case_id: batch.samples.find((sample) => sample.sample_id === sample_id)?.case_id ?? '',
        sample_id,
        other_sample_id: null,
        criterion: 'correct',
        value: 1,
        by: 'ada',
        at_ms: 1,
      })),
    );
    await page.goto(server.runUrl);
    const table = page.getByRole('region', { name: 'Judge: helpful' }).getByRole('table');
    await table.waitFor(waiting);
    const rows = await table.locator('tbody tr').allInnerTexts();
    const labelled = rows.map((row) => Number(row.split('\t').at(-1)));
    expect(labelled.reduce((sum, count) => sum + count, 0)).toBe(40);
    const withLabels = rows.filter((_, i) => (labelled[i] ?? 0) > 0);
    for (const row of withLabels) expect(row).toContain('100');
    for (const row of rows.filter((one) => !withLabels.includes(one))) expect(row).toContain('n/a');
  });

  it('made no error on the way', () => expect(failures).toEqual([]));
});
