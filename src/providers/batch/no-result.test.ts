import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../contract/attempt.ts';
import { cancelled, expired, noResult, withMissing, type ItemResult } from './no-result.ts';

const resultOf = (responseId: string) => ({ outcome: 'ok', responseId }) as CallResult;
async function* given(ids: readonly string[]): AsyncGenerator<ItemResult> {
  for (const itemId of ids) yield { itemId, result: resultOf(itemId) };
}
async function all(results: AsyncIterable<ItemResult>) {
  const found: ItemResult[] = [];
  for await (const each of results) found.push(each);
  return found;
}

describe('what a batch gives', () => {
  it('is one result for each request, whatever comes twice, never, or for nobody', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(id), fc.array(id), async (asked, answered) => {
        const found = await all(withMissing(asked, given(answered), null));
        expect(found.map(({ itemId }) => itemId).toSorted()).toEqual(asked.toSorted());
        for (const { itemId, result } of found)
          expect([itemId, result.outcome === 'ok']).toEqual([
            itemId,
            answered.some((each) => each === itemId),
          ]);
      }),
    );
  });

  it('says why there is none: by what became of the batch, else that it was forgotten', async () => {
    const [lost] = await all(withMissing(['a'], given([]), expired));
    expect(lost?.result).toMatchObject({
      outcome: 'timeout',
      failure: { class: 'timeout', message: 'the batch expired before the provider processed this request' },
    });
    const [forgotten] = await all(withMissing(['a'], given([]), null));
    expect(forgotten?.result).toMatchObject({ outcome: 'error', failure: { class: 'malformed' } });
  });

  it('is not made up when reading it fails', async () => {
    async function* cut() {
      yield { itemId: 'a', result: resultOf('a') };
      throw new Error('cut off');
    }
    const found: string[] = [];
    const read = async () => {
      for await (const { itemId } of withMissing(['a', 'b'], cut(), null)) found.push(itemId);
    };
    await expect(read()).rejects.toThrow('cut off');
    expect(found).toEqual(['a']);
  });
});

it('a request without a result has no times, no answer and no tokens', () => {
  expect(noResult(cancelled)).toMatchObject({
    outcome: 'cancelled',
    batch: true,
    answer: null,
    tokens: null,
    frames: { at: [], kinds: '' },
    timestamps: { sent: null, headers: null, firstByte: null, closed: null },
    httpStatus: null,
  });
});
