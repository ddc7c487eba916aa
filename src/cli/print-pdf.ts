/** HTML to PDF with a browser of the Chromium family that is installed here. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile, access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { writeError } from '../app/data/write-file.ts';
import { AssayError } from '../contract/errors.ts';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** `$ASSAY_BROWSER`, or the first in the path. `null`: there is none. */
async function findBrowser(env: Record<string, string | undefined>): Promise<string | null> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const given = env['ASSAY_BROWSER'];
  const candidates = given
    ? [given]
    : [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places];
  for (const candidate of candidates) {
    const isThere = await access(candidate).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  return null;
}

/** Throws `usage` when there is no browser, or it fails. */
export async function printPdf(
  html: string,
  file: string,
  env: Record<string, string | undefined>,
): Promise<void> {
  const browser = await findBrowser(env);
  if (browser === null)
    throw new AssayError('usage', 'a PDF needs Chromium or Chrome, and none was found', {
      remedy:
        'Install it, name it in ASSAY_BROWSER, or write the HTML and print that: assay report -o report.html.',
    });
  const folder = await mkdtemp(join(tmpdir(), 'assay-report-'));
  try {
    const page = join(folder, 'report.html');
    const printed = join(folder, 'report.pdf');
    await writeFile(page, html);
    const switches = [
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--no-pdf-header-footer',
    ];
    const isRoot = process.getuid?.() === 0;
    await promisify(execFile)(
      browser,
      [
        ...switches,
        // as root the browser refuses its own sandbox; the page is ours and runs no script
        ...(isRoot ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder, 'profile')}`,
        `--print-to-pdf=${printed}`,
        pathToFileURL(page).href,
      ],
      { timeout: 60_000 },
    );
    await access(printed);
    await copyFile(printed, file).catch(async (cause: unknown) =>
      Promise.reject(await writeError(file, cause)),
    );
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    throw new AssayError('usage', `${browser} did not print the report`, {
      remedy: 'Write the HTML and print that: assay report -o report.html.',
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
