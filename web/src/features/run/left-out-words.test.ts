import { expect, it } from 'vitest';
import { leftOutLabel } from './left-out-words.ts';

it('says what is left out, and nothing when nothing is', () => {
  expect(leftOutLabel({})).toBeNull();
  expect(leftOutLabel({ left_out: { quarantined: 2, damaged: 1 } })).toBe(
    'left out: 2 in quarantine, 1 unreadable in the journal',
  );
});
