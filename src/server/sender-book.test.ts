import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SenderBook } from './sender-book.ts';

it('takes each event once and in order, whatever is sent again and however often an answer is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ more: fc.nat({ max: 5 }), isLost: fc.boolean() }), { maxLength: 30 }),
      async (steps) => {
        const book = new SenderBook();
        const taken: number[] = [];
        let made = 0;
        let acknowledged = 0;
        for (const { more, isLost } of steps) {
          made += more;
          const events = Array.from({ length: made - acknowledged }, (_, i) => acknowledged + 1 + i);
          const last = await book.take(
            { sender: 's', first: acknowledged + 1 },
            events,
            async (fresh, isGap) => {
              expect(isGap).toBe(false);
              taken.push(...fresh);
            },
          );
          if (!isLost) acknowledged = last;
        }
        expect(taken).toEqual(Array.from({ length: made }, (_, i) => i + 1));
      },
    ),
  );
});

it('tells of events that never came, and of a sender that it does not know', async () => {
  const book = new SenderBook();
  const gaps: boolean[] = [];
  const take = (sender: string, first: number) =>
    book.take({ sender, first }, ['event'], async (_, isGap) => void gaps.push(isGap));
  await take('a', 1);
  await take('a', 2);
  await take('a', 5);
  await take('b', 402);
  expect(gaps).toEqual([false, false, true, true]);
});

it('takes what failed again', async () => {
  const book = new SenderBook();
  const from = { sender: 's', first: 1 };
  await expect(book.take(from, [1, 2], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const taken: number[] = [];
  expect(await book.take(from, [1, 2], async (fresh) => void taken.push(...fresh))).toBe(2);
  expect(taken).toEqual([1, 2]);
});

it('handles what one sender sends at once in turn', async () => {
  const book = new SenderBook();
  const order: number[] = [];
  const slow = Promise.withResolvers<void>();
  const first = book.take({ sender: 's', first: 1 }, [1], async () => {
    await slow.promise;
    order.push(1);
  });
  const second = book.take({ sender: 's', first: 1 }, [1, 2], async (fresh) => void order.push(...fresh));
  slow.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual([1, 2]);
});
