/** The page's address with what its buttons need: whoever has it may stop runs and label, so it is shown to the owner alone. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './host.ts';

/** A browser keeps what stands behind `#` to itself: it is in no request, no log of a proxy and no Referer. */
export function pageLink({ pageUrl, pageKey }: Pick<Host, 'pageUrl' | 'pageKey'>, path = ''): string | null {
  return pageUrl === null ? null : `${pageUrl}${path || '/'}#key=${pageKey}`;
}

const fileIn = (dataDir: string) => join(dataDir, 'open-page.html');
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/**
 * A file that leads to the link, for this user alone: what a browser is started with can be read by everyone on the machine.
 * Gives its path.
 */
export async function writeOpener(dataDir: string, link: string): Promise<string> {
  const path = fileIn(dataDir);
  const to = escaped(link);
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${to}"><a href="${to}">Assay</a>\n`;
  await writeFile(path, html, { mode: 0o600 });
  await chmod(path, 0o600);
  return path;
}

export const removeOpener = (dataDir: string): Promise<void> => rm(fileIn(dataDir), { force: true });
