import fc from 'fast-check';
import { expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import type { Attempt } from '../contract/attempt.ts';
import type { Plan } from '../contract/plan.ts';
import type { Suite, Target } from '../contract/suite.ts';
import { laneProgress } from './lane-progress.ts';

const target = (id: string) => ({ id, label: id }) as unknown as Target;
const suite = {
  targets: [target('t'), target('u')],
  cases: ['a', 'b'].map((id, index) => ({ id, index })),
  repeats: 2,
  warmup: 0,
} as unknown as Suite;
const calls = (targetIndex: number) =>
  [0, 1].flatMap((repeat) =>
    [0, 1].map((caseIndex) => ({ targetIndex, caseIndex, repeat, isWarmup: false })),
  );
const whole = {
  runId: 'r',
  suite,
  lanes: suite.targets.map((each, i) => ({ target: each, calls: calls(i) })),
  estimates: [],
} as Plan;

const progressOf = (attempts: Attempt[]) =>
  laneProgress(whole, 't', {
    async *attempts() {
      yield* attempts;
    },
  });
const at = (caseId: string, repeat: number, attempt = 0, more: Partial<Attempt> = {}) =>
  madeUpAttempt({ targetId: 't', caseId, repeat, attempt, ...more });
const left = async (attempts: Attempt[]) =>
  (await progressOf(attempts)).plan.lanes.flatMap((lane) =>
    lane.calls.map(({ caseIndex, repeat, earlier }) => [caseIndex, repeat, earlier]),
  );

it('leaves the whole lane, and no other, where nothing was made', async () => {
  const { plan, attempts } = await progressOf([]);
  expect(plan.lanes.map((lane) => [lane.target.id, lane.calls.length])).toEqual([['t', 4]]);
  expect(attempts).toEqual([]);
});

it('leaves what was not completed, and says how often that was tried', async () => {
  const tried = { isFinal: false, outcome: 'error' } as const;
  expect(await left([at('a', 0), at('b', 0, 0, tried), at('b', 0, 1, tried)])).toEqual([
    [1, 0, 2],
    [0, 1, undefined],
    [1, 1, undefined],
  ]);
});

it('does not ask again for a call that failed after all retries', async () => {
  const failed = at('a', 0, 2, { outcome: 'error' });
  expect(await left([failed, at('b', 0), at('a', 1), at('b', 1)])).toEqual([]);
});

it('has each attempt once, however often a group of lines was written', async () => {
  const lines = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(1), fc.nat(2)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(lines, async (places) => {
      const made = places.map((place) => at(...place));
      const { attempts } = await progressOf([...made, ...made]);
      const keys = attempts.map(({ caseId, repeat, attempt }) => `${caseId} ${repeat} ${attempt}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.toSorted()).toEqual([...new Set(places.map((place) => place.join(' ')))].toSorted());
      // a call that was made again is completed by its last attempt alone
      for (const { caseId, repeat } of attempts) {
        const final = attempts.filter((one) => one.caseId === caseId && one.repeat === repeat && one.isFinal);
        expect(final).toHaveLength(1);
      }
    }),
  );
});
