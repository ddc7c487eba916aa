/** A data directory and a working directory of their own, for use cases; gone after the file's tests. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppContext, AppSettings } from '../src/app/context.ts';
import { createAppContext } from '../src/app/create-app-context.ts';

export interface AppFolder {
  context: AppContext;
  /** Of the notices so far. */
  messages: string[];
  remove(): Promise<void>;
}

export async function appFolder(settings: Partial<AppSettings> = {}): Promise<AppFolder> {
  const root = await mkdtemp(join(tmpdir(), 'assay-app-'));
  const cwd = join(root, 'work');
  await mkdir(cwd);
  const messages: string[] = [];
  const context = createAppContext({
    dataDir: join(root, 'data'),
    cwd,
    env: { PATH: process.env['PATH'] },
    notify: ({ message }) => void messages.push(message),
    ...settings,
  });
  return { context, messages, remove: () => rm(root, { recursive: true, force: true }) };
}
