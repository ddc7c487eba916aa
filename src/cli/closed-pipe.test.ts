import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeUp } from '../../test/made-up/made-up-run.ts';
import { newId } from '../base/id.ts';
import { openStore } from '../store/open-store.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'assay-pipe-'));
const bin = join(import.meta.dirname, '../../bin/assay.js');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

beforeAll(async () => {
  // more than a pipe holds
  const { run, cases, batch } = madeUp({ runId: newId(), targets: 2, cases: 300 });
  const store = await openStore({ dataDir });
  await store.putRun(run, cases);
  await store.insert(batch);
  await store.close();
});

it.each([['export'], ['show', '--cases', '--json'], ['--help']])(
  '`assay %s` whose reader has seen enough ends without an error',
  async (...args) => {
    const options = { env: { ...process.env, ASSAY_DATA_DIR: dataDir } };
    const child = spawn(process.execPath, [bin, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'exit')) as [number | null];
    expect({ code, said }).toEqual({ code: 0, said: '' });
  },
);
