import { expect, it } from 'vitest';
import { leftOutText } from './left-out.ts';

it('says what is left out, and nothing when nothing is', () => {
  expect(leftOutText(undefined)).toBeNull();
  expect(leftOutText({})).toBeNull();
  expect(leftOutText({ quarantined: 2, damaged: 1 })).toBe(
    '2 rows in quarantine, 1 unreadable line in its journal',
  );
  expect(leftOutText({ lost: 1200 })).toBe('1,200 samples lost from its journal');
});
