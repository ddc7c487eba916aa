import { expect, it } from 'vitest';
import { hideCredentials } from './hide-credentials.ts';

it.each([
  ['http://user:p%40ss@host:8123/db', 'http://***@host:8123/db'],
  ['postgres://u:a@b@host/x', 'postgres://***@host/x'],
  [
    'run --control postgres://u:p@db/a --results=https://k@ch/b?c=1 -t x',
    'run --control postgres://***@db/a --results=https://***@ch/b?c=1 -t x',
  ],
  ['http://host/path@here?to=a@b', 'http://host/path@here?to=a@b'],
  ['mail me@home', 'mail me@home'],
])('%s → %s', (text, hidden) => {
  expect(hideCredentials(text)).toBe(hidden);
});
