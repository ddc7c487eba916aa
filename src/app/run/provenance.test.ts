import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { provenanceOf } from './provenance.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-provenance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps the last selftest beside a run, and knows of none', async () => {
  const read = () =>
    provenanceOf('suite.yaml', { cwd: folder, dataDir: folder, startedBy: 'assay run suite.yaml' });
  expect(await read()).toMatchObject({ selftest: null, git_commit: null, command: 'assay run suite.yaml' });
  const report = { schema: 'assay.selftest/1', at_ms: 5, timing: [] };
  writeFileSync(join(folder, 'selftest.json'), JSON.stringify(report));
  expect((await read()).selftest).toEqual(report);
  writeFileSync(join(folder, 'selftest.json'), '{"schema":');
  expect((await read()).selftest).toBeNull();
});
