/** A browser for the tests of the page, and one page in it that keeps what went wrong. */
import { chromium, type Browser, type Page } from 'playwright-core';

/** Set by `npm test`, which finds or installs the browser and says loudly when there is none. */
export const executablePath = process.env['ASSAY_CHROMIUM'];
export const waiting = { timeout: 20_000 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath as string,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
}

export async function openPage(
  browser: Browser,
  size: { width: number; height: number } = { width: 1400, height: 900 },
): Promise<{ page: Page; failures: string[] }> {
  const page = await browser.newPage({ viewport: size });
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  return { page, failures };
}
