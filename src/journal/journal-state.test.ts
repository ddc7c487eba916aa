import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeUpAttempt } from '../../test/made-up/made-up-attempt.ts';
import type { Attempt } from '../contract/attempt.ts';
import { openJournal } from './journal.ts';
import { callKey, readJournalState, readSettledAttempts, settledAttempts } from './journal-state.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-journal-state-'))));
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function journalOf(attempts: Attempt[]): Promise<string> {
  const path = join(folder, `${files++}.jsonl`);
  const journal = await openJournal(path);
  await Promise.all(attempts.map((attempt) => journal.append(attempt)));
  await journal.close();
  return path;
}
async function all(attempts: AsyncIterable<Attempt>): Promise<Attempt[]> {
  const found: Attempt[] = [];
  for await (const attempt of attempts) found.push(attempt);
  return found;
}
const brief = (attempts: Attempt[]) =>
  attempts.map(({ caseId, attempt, isFinal }) => `${caseId}${attempt}${isFinal ? '.' : ''}`).join(' ');
/** `a0 a1.`: the call of case a, first attempt, then the second, which settles it. */
const attemptsOf = (text: string): Attempt[] =>
  text
    .split(' ')
    .map((word) =>
      madeUpAttempt({ caseId: word[0] as string, attempt: Number(word[1]), isFinal: word.endsWith('.') }),
    );
const settled = async (text: string, again: string[] = []) => {
  const attempts = attemptsOf(text);
  const read = async function* () {
    yield* attempts;
  };
  const keys = new Set(again.map((caseId) => callKey(madeUpAttempt({ caseId }))));
  return brief(await all(settledAttempts(read, { again: keys })));
};

describe('the key of a call', () => {
  it('tells calls apart by target, case, repeat and warm-up, whatever these are called', () => {
    const place = fc.record({
      targetId: fc.string(),
      caseId: fc.string(),
      repeat: fc.nat(3),
      isWarmup: fc.boolean(),
    });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const isSame = (Object.keys(one) as (keyof typeof one)[]).every((name) => one[name] === other[name]);
        expect(callKey(one) === callKey(other)).toBe(isSame);
      }),
    );
    expect(callKey({ targetId: 'a', caseId: 'b', repeat: 1, isWarmup: false })).not.toBe(
      callKey({ targetId: 'a","b', caseId: '', repeat: 1, isWarmup: false }),
    );
  });
});

describe('what a journal says of each call', () => {
  it('is how many attempts were made, and how it was settled last', async () => {
    const path = await journalOf([
      ...attemptsOf('a0 b0. a1.'),
      madeUpAttempt({ caseId: 'c', outcome: 'timeout' }),
      madeUpAttempt({ caseId: 'd', isFinal: false, outcome: 'error' }),
    ]);
    const state = await readJournalState(path);
    const of = (caseId: string) => state.get(callKey(madeUpAttempt({ caseId })));
    expect(state.size).toBe(4);
    expect(of('a')).toEqual({ attempts: 2, outcome: 'ok' });
    expect(of('b')).toEqual({ attempts: 1, outcome: 'ok' });
    expect(of('c')).toEqual({ attempts: 1, outcome: 'timeout' });
    expect(of('d')).toEqual({ attempts: 1, outcome: null });
  });

  it('is that a call which is made again is not settled yet', async () => {
    const state = await readJournalState(await journalOf(attemptsOf('a0. a1')));
    expect([...state.values()]).toEqual([{ attempts: 2, outcome: null }]);
  });

  it('does not count an attempt twice that is there twice', async () => {
    const state = await readJournalState(await journalOf(attemptsOf('a0 a1. a0 a1.')));
    expect([...state.values()]).toEqual([{ attempts: 2, outcome: 'ok' }]);
  });

  it('is nothing where there is no journal', async () => {
    expect((await readJournalState(join(folder, 'none.jsonl'))).size).toBe(0);
  });
});

describe('attempts of several sessions', () => {
  it.each([
    ['a0. b0.', 'a0. b0.'],
    ['a0. a1.', 'a0 a1.'],
    ['a0. b0. a1 a2.', 'a0 b0. a1 a2.'],
    // begun again and not settled: the earlier one still settles it
    ['a0. a1', 'a0. a1'],
  ])('%s are %s', async (written, read) => {
    expect(await settled(written)).toBe(read);
  });

  it('settle nothing that is about to be made again', async () => {
    expect(await settled('a0. b0.', ['a'])).toBe('a0 b0.');
  });

  it('settle each call once, with its last settled attempt, and lose none', async () => {
    const attempt = fc.record({ caseId: fc.constantFrom('a', 'b', 'c'), isFinal: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { maxLength: 20 }), async (list) => {
        const numbers = new Map<string, number>();
        const attempts = list.map(({ caseId, isFinal }) => {
          const number = numbers.get(caseId) ?? 0;
          numbers.set(caseId, number + 1);
          return madeUpAttempt({ caseId, attempt: number, isFinal });
        });
        const read = async function* () {
          yield* attempts;
        };
        const found = await all(settledAttempts(read));
        expect(found.map((each) => ({ ...each, isFinal: false }))).toEqual(
          attempts.map((each) => ({ ...each, isFinal: false })),
        );
        for (const caseId of numbers.keys()) {
          const of = (each: Attempt) => each.caseId === caseId && each.isFinal;
          expect(found.filter(of).map((each) => each.attempt)).toEqual(
            attempts
              .filter(of)
              .slice(-1)
              .map((each) => each.attempt),
          );
        }
      }),
    );
  });

  it('are read as they stand where there was one session', async () => {
    const path = await journalOf(attemptsOf('a0. a1.'));
    expect(brief(await all(readSettledAttempts(path, 1)))).toBe('a0. a1.');
    expect(brief(await all(readSettledAttempts(path, 2)))).toBe('a0 a1.');
  });
});
