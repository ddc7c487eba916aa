import { expect, it } from 'vitest';
import { lookSeconds, recoverySeconds, type Step } from './sweep-phase.ts';

const step = (extra: Partial<Step>): Step => ({ purpose: 'ascend', rate: 10, look: 0, ...extra });

it('a first look is long enough for 60 calls, and for 400 where calls fail, up to four times the duration', () => {
  expect(lookSeconds(step({ rate: 100 }), 10, false)).toBe(10);
  expect(lookSeconds(step({ rate: 3 }), 10, false)).toBe(20);
  expect(lookSeconds(step({ rate: 0.1 }), 10, false)).toBe(40);
  expect(lookSeconds(step({ rate: 20 }), 10, true)).toBe(20);
  expect(lookSeconds(step({ purpose: 'search', rate: 0.1 }), 10, false)).toBe(10);
});

it('later looks are longer, and a step may say how long it is', () => {
  expect([1, 2, 3, 4].map((look) => lookSeconds(step({ look }), 10, false))).toEqual([10, 20, 40, 10]);
  expect(lookSeconds(step({ look: 2, seconds: 60 }), 10, false)).toBe(60);
});

it('a recovery has five calls, within 2 to 30 s', () => {
  expect([100, 1, 0.1].map(recoverySeconds)).toEqual([2, 5, 30]);
});
