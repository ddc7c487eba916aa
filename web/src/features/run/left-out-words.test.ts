import { expect, it } from 'vitest';
import { leftOutWords } from './left-out-words.ts';

it('says what is left out, and nothing when nothing is', () => {
  expect(leftOutWords({})).toBeNull();
  expect(leftOutWords({ left_out: { quarantined: 2, damaged: 1 } })).toBe(
    'left out: 2 in quarantine, 1 unreadable in the journal',
  );
});
