import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suiteFolder } from '../../../test/suite-folder.ts';
import { assertWithin } from './files-within.ts';

const refused = { code: 'not-allowed' };

it('takes files of the folder, there or not, and refuses all others, links to them too', async () => {
  const root = await suiteFolder({ 'own/a/b.txt': '', 'other/c.txt': '', 'own-too/d.txt': '' });
  const own = join(root, 'own');
  await symlink(join(root, 'other'), join(own, 'link'));
  await symlink(join(own, 'a'), join(root, 'into'));
  for (const path of ['a/b.txt', 'a', '.', 'new/file.txt', 'a/../a/b.txt', '..a'])
    await expect(assertWithin(own, join(own, path))).resolves.toBeUndefined();
  // a link from outside that leads in reads nothing of outside
  await expect(assertWithin(own, join(root, 'into/b.txt'))).resolves.toBeUndefined();
  for (const path of [
    '..',
    '../other/c.txt',
    '../own-too/d.txt',
    'link/c.txt',
    'link/new.txt',
    '/etc/passwd',
  ])
    await expect(assertWithin(own, path.startsWith('/') ? path : join(own, path))).rejects.toMatchObject(
      refused,
    );
});

it('takes any file where no folder is set', async () => {
  await expect(assertWithin(undefined, '/etc/passwd')).resolves.toBeUndefined();
});

it('takes a path just when its steps never leave the folder', async () => {
  const own = await suiteFolder({});
  const step = fc.constantFrom('..', 'a', 'b');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      const path = join(own, ...steps);
      const isInside = path === own || path.startsWith(`${own}/`);
      const outcome = await assertWithin(own, path).then(
        () => true,
        () => false,
      );
      expect(outcome).toBe(isInside);
    }),
  );
});
