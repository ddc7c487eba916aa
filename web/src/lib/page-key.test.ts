import { afterEach, expect, it, vi } from 'vitest';
import { pageKey } from './page-key.ts';

const keep = (value: string | null | (() => never)) =>
  vi.stubGlobal('localStorage', { getItem: typeof value === 'function' ? value : () => value });
afterEach(() => vi.unstubAllGlobals());

it.each([
  ['the one of the address it was opened by', 'from-link', 'kept', 'from-link'],
  ['the one that was kept for further tabs', undefined, 'kept', 'kept'],
  ['none: the page can only look', undefined, null, ''],
])('is %s', (_, given, kept, key) => {
  vi.stubGlobal('window', { assayPageKey: given });
  keep(kept);
  expect(pageKey()).toBe(key);
});

it('does without what the browser refuses to keep', () => {
  const refuse = () => {
    throw new Error('storage is turned off');
  };
  keep(refuse);
  vi.stubGlobal('window', {});
  expect(pageKey()).toBe('');
  vi.stubGlobal('window', { assayPageKey: 'from-link' });
  expect(pageKey()).toBe('from-link');
});
