import { expect, it } from 'vitest';
import { ownPid } from '../../base/own-process.ts';
import { enterRun, isCarried } from './runs-here.ts';

/** No process has it: numbers end at 4,194,304. */
const nobody = 2 ** 30;

it('knows the runs that this process carries out, while it does', () => {
  expect(isCarried(nobody, 'r')).toBe(false);
  const first = enterRun('r');
  const other = enterRun('s');
  expect([isCarried(nobody, 'r'), isCarried(nobody, 's'), isCarried(nobody, 't')]).toEqual([
    true,
    true,
    false,
  ]);
  first.leave();
  first.leave();
  expect([isCarried(nobody, 'r'), isCarried(nobody, 's')]).toEqual([false, true]);
  other.leave();
});

it('takes a run for carried while its process lives, but not by its own number alone', () => {
  expect(isCarried(process.ppid, 'r')).toBe(true);
  // left over from an earlier process that had the same number, as in a container
  expect(isCarried(ownPid, 'r')).toBe(false);
});
