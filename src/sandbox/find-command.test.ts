import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { makePlace } from './cell-folder.ts';
import { findCommand, onPath } from './find-command.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-path-')));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['first', 'second']) mkdirSync(join(folder, name));
const program = (name: string, mode: number) => {
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), mode);
};
program('first/plain', 0o644);
program('second/plain', 0o755);
program('second/tool', 0o755);
mkdirSync(join(folder, 'first', 'tool'));
symlinkSync(join(folder, 'second', 'tool'), join(folder, 'second', 'link'));
const path = `${join(folder, 'first')}:${join(folder, 'second')}`;

describe('a command', () => {
  it('is the first program of that name on the path: neither a folder nor a file that cannot be run', () => {
    expect(onPath('plain', path)).toBe(join(folder, 'second', 'plain'));
    expect(onPath('tool', path)).toBe(join(folder, 'second', 'tool'));
    expect(onPath('gone', path)).toBeNull();
    expect(onPath('plain', '')).toBeNull();
  });

  it('may be named by its whole path', () => {
    expect(onPath(join(folder, 'second', 'tool'), '')).toBe(join(folder, 'second', 'tool'));
    expect(onPath(join(folder, 'first', 'plain'), path)).toBeNull();
  });

  it('is seen as the file behind its links, alone', async () => {
    expect(await findCommand('link', process.execPath, path)).toEqual({
      path: join(folder, 'second', 'tool'),
      visible: [{ path: join(folder, 'second', 'tool'), kind: 'file' }],
    });
  });

  it('that is part of the system needs nothing more to be seen', async () => {
    const { path: found, visible } = await findCommand('sh', process.execPath, '/usr/bin:/bin');
    expect(found).toMatch(/^\/(?:usr\/)?bin\//);
    expect(visible).toEqual([]);
  });

  it('called node is the one that we run on', async () => {
    expect((await findCommand('node', process.execPath, '')).path).toBe(realpathSync(process.execPath));
  });

  it('that is missing is named, with what to do', async () => {
    await expect(findCommand('ruby-of-nobody', process.execPath, path)).rejects.toMatchObject({
      code: 'not-allowed',
      message: 'there is no program "ruby-of-nobody" on this machine',
    });
  });
});

describe('the folder of a program', () => {
  it('has its files, in folders as well, and an empty one beside them', async () => {
    const place = await makePlace({ 'a.py': 'print(1)', 'deep/er/b.txt': 'é' });
    expect(await readFile(join(place.folder, 'files', 'deep', 'er', 'b.txt'), 'utf8')).toBe('é');
    expect(await readdir(join(place.folder, 'root'))).toEqual([]);
    await place.clear();
    await expect(stat(place.folder)).rejects.toThrow('ENOENT');
    await place.clear();
  });

  it.each(['../out.txt', '/etc/passwd', 'a/../../out', '', '.'])(
    'never takes a file called %j, and leaves nothing behind',
    async (name) => {
      const empty = mkdtempSync(join(folder, 'empty-'));
      vi.stubEnv('TMPDIR', empty);
      await expect(makePlace({ 'ok.txt': 'x', [name]: 'x' })).rejects.toMatchObject({ code: 'not-allowed' });
      vi.unstubAllEnvs();
      expect(await readdir(empty)).toEqual([]);
    },
  );
});
