import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SharedRun } from '../../contract/run-registry.ts';
import type { Suite } from '../../contract/suite.ts';
import { createMemoryRunRegistry } from '../../../test/control/memory-run-registry.ts';
import { createFileBringer } from './fetch-shared-files.ts';
import { shareFiles, withoutPlaces } from './share-files.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-share-'));
  await mkdir(join(folder, 'lib/deep'), { recursive: true });
  await writeFile(join(folder, 'score.py'), 'score');
  await writeFile(join(folder, 'lib/deep/words.txt'), 'words');
  await writeFile(join(folder, 'a.png'), 'picture');
});
afterEach(() => rm(folder, { recursive: true }));

const suiteOf = (options: object, type = 'command') =>
  ({
    cases: [{ scorers: [{ type, name: type, options }] }],
    attachments: [
      { sha256: sha256('picture'), from: join(folder, 'a.png') },
      { sha256: sha256('hi'), from: 'data:,hi' },
    ],
  }) as unknown as Suite;
const reading = (...readable: string[]) => suiteOf({ command: ['python3', '{readable:0}'], readable });
const runOf = (suite: Suite, files: SharedRun['files']) =>
  ({
    run: { run_id: '01a22d3d-22af-75ea-bc0f-eea1a0de9e8b' },
    suite,
    budgets: [],
    stopAsked: false,
    files,
  }) as unknown as SharedRun;

describe('files of a shared run', () => {
  it('come to the other machine as they were, without the places they had here', async () => {
    const registry = createMemoryRunRegistry();
    const suite = reading('score.py', 'lib');
    const files = await shareFiles(suite, folder, registry);
    expect(files.map(({ path }) => path)).toEqual(['lib/deep/words.txt', 'score.py']);
    const shared = withoutPlaces(suite);
    expect(JSON.stringify(shared)).not.toContain(folder);
    const there = createFileBringer(registry);
    const brought = await there.bring(runOf(shared, files));
    expect(await there.bring(runOf(shared, files)), 'once for all lanes').toEqual(brought);
    const texts = [
      join(brought.suite, 'score.py'),
      join(brought.suite, 'lib/deep/words.txt'),
      join(brought.attachments, sha256('picture')),
      join(brought.attachments, sha256('hi')),
    ].map((path) => readFile(path, 'utf8'));
    expect(await Promise.all(texts)).toEqual(['score', 'words', 'picture', 'hi']);
    await there.close();
    await expect(stat(brought.suite)).rejects.toThrow('ENOENT');
  });

  it('are those of a module, too, and none of scorers without a program', async () => {
    const registry = createMemoryRunRegistry();
    const module = suiteOf({ file: 'score.py', readable: ['lib'] }, 'module');
    expect(await shareFiles(module, folder, registry)).toHaveLength(2);
    expect(await shareFiles(suiteOf({ file: 'score.py' }, 'exact'), folder, registry)).toEqual([]);
  });

  it.each(['../elsewhere.py', '/etc/hostname'])('are refused when they lie elsewhere: %s', async (path) => {
    const shared = shareFiles(reading(path), folder, createMemoryRunRegistry());
    await expect(shared).rejects.toThrow(`a scorer reads "${path}"`);
  });

  it('must be there, and be what the suite was read with', async () => {
    const share = (suite: Suite) => shareFiles(suite, folder, createMemoryRunRegistry());
    await expect(share(reading('gone.py'))).rejects.toThrow('no file or folder "gone.py"');
    await writeFile(join(folder, 'a.png'), 'another');
    await expect(share(reading())).rejects.toThrow('"a.png" changed');
  });

  it('are not written outside of their folder, whatever the database says', async () => {
    const registry = createMemoryRunRegistry();
    await registry.keepFile('aa', Buffer.from('x'));
    const there = createFileBringer(registry);
    const suite = { attachments: [] } as unknown as Suite;
    for (const path of ['../../out.txt', join(folder, 'out.txt'), '../r-1-other/out.txt'])
      await expect(there.bring(runOf(suite, [{ path, sha256: 'aa' }]))).rejects.toThrow('outside');
    await expect(there.bring(runOf(suite, [{ path: 'a', sha256: 'bb' }]))).rejects.toThrow('has no file bb');
    await there.close();
  });
});
