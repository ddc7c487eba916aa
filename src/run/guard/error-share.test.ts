import { expect, it } from 'vitest';
import type { AttemptFailure } from '../../contract/attempt.ts';
import { ErrorRate } from './error-share.ts';

const failed = (more: Partial<AttemptFailure>) => {
  const failure: AttemptFailure = {
    class: 'rate_limit',
    message: 'no',
    httpStatus: null,
    retryAfterMs: null,
    ...more,
  };
  return { outcome: failure.class === 'rate_limit' ? 'rate_limited' : 'error', failure } as const;
};
const failed400 = failed({ class: 'bad_request' });
const reasons = (results: Parameters<ErrorRate['settled']>[0][]) => {
  const share = new ErrorRate(0.5);
  return results.map((result) => share.settled(result));
};
const five = (more: Partial<AttemptFailure>) => reasons(Array.from({ length: 5 }, () => failed(more)));

it.each<[string, Partial<AttemptFailure>]>([
  ['a wrong key', { class: 'auth' }],
  ['no money', { class: 'quota' }],
  ['no such model', { class: 'not_found' }],
  ['a redirect', { class: 'client', httpStatus: 308 }],
  ['a wait of more than two minutes', { retryAfterMs: 432_000 }],
])('gives a target up after five calls in vain: %s', (_, more) => {
  expect(five(more)).toEqual([null, null, null, null, 'the first 5 calls all failed: no']);
});

it('does not for five that were turned away for a while', () => {
  expect(five({ retryAfterMs: 60_000 })).toEqual([null, null, null, null, null]);
  expect(five({})).toEqual([null, null, null, null, null]);
});

it('does not once a call was answered', () => {
  const answered = { outcome: 'ok', failure: null } as const;
  expect(
    reasons([answered, ...Array.from({ length: 6 }, () => failed({ class: 'quota' }))]).filter(Boolean),
  ).toEqual([]);
});

it('gives a target up when more than its share of 20 calls or more failed', () => {
  const after = (failed: number, answered: number) => {
    const answers = Array.from({ length: answered }, () => ({ outcome: 'ok', failure: null }) as const);
    const failures = Array.from({ length: failed }, () => failed400);
    return reasons([...answers, ...failures]).at(-1);
  };
  expect([after(19, 0), after(10, 10)]).toEqual([null, null]);
  expect([after(20, 0), after(11, 10)]).toEqual([
    '20 of 20 calls failed, more than 50 %',
    '11 of 21 calls failed, more than 50 %',
  ]);
});
