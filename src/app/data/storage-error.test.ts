import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { storageError } from './storage-error.ts';

const caught = (path: string) => {
  try {
    return readFileSync(path);
  } catch (error) {
    return error;
  }
};

it('says of a file that cannot be opened which, and why', () => {
  expect(storageError(caught('/nope/x'))).toMatchObject({
    code: 'usage',
    message: '/nope/x cannot be opened: there is no such file or folder',
  });
  expect(storageError(caught(`/${'n'.repeat(300)}`))).toMatchObject({
    message: expect.stringContaining('too long'),
  });
  expect(storageError(new Error('x'))).toBeNull();
});

it('knows a full disk and a place that may not be written', () => {
  for (const code of ['ENOSPC', 'EROFS', 'EACCES'])
    expect(storageError(Object.assign(new Error(code), { code }))).toMatchObject({ code: 'store-failed' });
});
