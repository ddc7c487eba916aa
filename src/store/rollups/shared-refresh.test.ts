import { expect, it } from 'vitest';
import { sharedRefresh } from './shared-refresh.ts';

function refreshOnDemand() {
  const begun: { runs: readonly string[]; end: PromiseWithResolvers<void> }[] = [];
  const refresh = sharedRefresh((runs) => {
    const end = Promise.withResolvers<void>();
    begun.push({ runs, end });
    return end.promise;
  });
  return { begun, refresh };
}

it('does the work once for all who ask while it is done for another, after what they have written', async () => {
  const { begun, refresh } = refreshOnDemand();
  const first = refresh(['a']);
  await Promise.resolve();
  const later = [refresh(['b']), refresh(), refresh(['b', 'c'])];
  expect(begun.map(({ runs }) => runs)).toEqual([['a']]);
  begun[0]?.end.resolve();
  await first;
  await Promise.resolve();
  expect(begun.map(({ runs }) => runs)).toEqual([['a'], ['b', 'c']]);
  begun[1]?.end.resolve();
  await Promise.all(later);
  expect(begun).toHaveLength(2);
});

it('is done again after one that failed, and fails for those alone who waited for it', async () => {
  const { begun, refresh } = refreshOnDemand();
  const failing = refresh();
  await Promise.resolve();
  const next = refresh();
  begun[0]?.end.reject(new Error('disk'));
  await expect(failing).rejects.toThrow('disk');
  await Promise.resolve();
  begun[1]?.end.resolve();
  await expect(next).resolves.toBeUndefined();
});
