/** A server that is killed and started again while a run of another process is told on its page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/start.ts';
import type { SimulatorHandle } from '../../src/simulator/simulator-options.ts';
import { executablePath, openBrowser, openPage, waiting } from './open-browser.ts';

const cases = 120;
const folder = mkdtempSync(join(tmpdir(), 'assay-restart-'));
const dataDir = join(folder, 'data');
const started: ChildProcess[] = [];
let simulator: SimulatorHandle;
let browser: Browser;
let page: Page;

function assay(args: string[]): ChildProcess {
  const bin = join(import.meta.dirname, '../../bin/assay.js');
  const child = spawn(process.execPath, [bin, ...args, '--data-dir', dataDir], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  return child;
}

async function serve(port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = assay(['serve', '--json', '--port', port]);
  const [line] = (await once(createInterface(child.stdout as NodeJS.ReadableStream), 'line')) as [string];
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

describe.skipIf(!executablePath)('a page whose server is started again', () => {
  beforeAll(async () => {
    const price = { input: 1, output: 2 };
    const slow = { name: 'slow', ttft: { medianMs: 150, sigma: 0 }, pace: { tokensPerSecond: 1000 }, price };
    simulator = await startSimulator({ profiles: [{ ...slow, accuracy: 0.8, verbosity: 8 }] });
    writeFileSync(
      join(folder, 'suite.json'),
      JSON.stringify({
        name: 'restart',
        targets: ['sim/slow'],
        cases: Array.from({ length: cases }, (_, i) => ({ id: `c${i}`, input: `${i}`, expected: `${i}` })),
        scorers: ['contains'],
        limits: { concurrency: 2 },
      }),
    );
    browser = await openBrowser();
    ({ page } = await openPage(browser));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
    for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it('goes on by itself, and ends with every call', { timeout: 90_000 }, async () => {
    const first = await serve('0');
    const run = assay(['run', join(folder, 'suite.json'), '--sim', simulator.url]);
    const ended = once(run, 'exit');
    await page.goto(first.url);
    await page.getByRole('link', { name: 'restart' }).click(waiting);
    const done = async () =>
      Number(
        await page.getByRole('progressbar', { name: 'Progress of the run' }).getAttribute('aria-valuenow'),
      );
    await expect.poll(done, waiting).toBeGreaterThan(10);
    await page.getByText(/^live, updated \d+ s ago$/).waitFor(waiting);

    first.child.kill('SIGKILL');
    await page.getByText(/^server not responding, retrying/).waitFor(waiting);
    await page.getByText('The server is not responding', { exact: true }).waitFor(waiting);
    // a tab that was not open before, and then one that was: what is there stays, nothing goes blank
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('region', { name: 'Comparison of the targets' }).waitFor(waiting);
    expect(await done()).toBeLessThan(cases);
    const atDeath = await done();

    await page.getByRole('navigation', { name: 'Run' }).getByRole('link', { name: 'Cases' }).click();
    await page.getByText('The server does not answer.').first().waitFor(waiting);

    await serve(new URL(first.url).port);
    await page
      .getByText('The server is not responding', { exact: true })
      .waitFor({ ...waiting, state: 'detached' });
    await expect.poll(done, { timeout: 30_000 }).toBeGreaterThan(atDeath);
    await page.getByRole('grid').getByRole('rowheader').first().waitFor(waiting);
    expect(await page.getByText('The server does not answer.').count()).toBe(0);
    expect((await ended)[0]).toBe(0);
    await expect.poll(done, { timeout: 30_000 }).toBe(cases);
    await page.getByText('done', { exact: true }).first().waitFor(waiting);
  });
});
