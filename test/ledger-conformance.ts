/** What every ledger must do, whoever keeps it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../src/contract/ledger.ts';

const cap = 1000;
const claim = (nanousd: number, limit: number | null = cap, scope = 's') => [{ scope, nanousd, cap: limit }];

/** `fresh` makes a new, empty ledger and gives a way to open it as one more holder. */
export function ledgerConformance(name: string, fresh: () => () => Promise<Ledger>): void {
  describe(`ledger: ${name}`, () => {
    it('holds, waits for what is held, and stops at what is spent', async () => {
      const open = fresh();
      const [a, b] = [await open(), await open()];
      expect(await a.reserve(claim(600))).toBe('go');
      expect(await b.reserve(claim(500))).toBe('wait');
      a.settle([{ scope: 's', held: 600, spent: 100 }]);
      await a.close();
      expect(await b.reserve(claim(500))).toBe('go');
      b.settle([{ scope: 's', held: 500, spent: 500 }]);
      expect(await b.reserve(claim(500))).toBe('stop');
      expect(await b.taken(['s', 'other'])).toEqual([600, 0]);
      await b.close();
    });

    it('takes all claims or none', async () => {
      const ledger = await fresh()();
      const two = [...claim(10, 1000, 'wide'), ...claim(10, 5, 'narrow')];
      expect(await ledger.reserve(two)).toBe('stop');
      expect(await ledger.taken(['wide', 'narrow'])).toEqual([0, 0]);
      await ledger.close();
    });

    it('records without a cap, for those who have one', async () => {
      const open = fresh();
      const a = await open();
      expect(await a.reserve(claim(5000, null))).toBe('go');
      a.settle([{ scope: 's', held: 5000, spent: 4000 }]);
      await a.close();
      const b = await open();
      expect(await b.reserve(claim(1))).toBe('stop');
      await b.close();
    });

    it('gives back what a holder held when it leaves', async () => {
      const open = fresh();
      const [a, b] = [await open(), await open()];
      expect(await a.reserve(claim(1000))).toBe('go');
      await a.close();
      expect(await b.reserve(claim(1000))).toBe('go');
      await b.close();
    });

    it('never lets two holders together pass a cap', async () => {
      const step = fc.record({
        who: fc.nat(1),
        worst: fc.integer({ min: 1, max: 400 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        settleFirst: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const open = fresh();
          const holders = [await open(), await open()];
          const held: { ledger: Ledger; worst: number; spent: number }[] = [];
          let spent = 0;
          const settle = () => {
            const done = held.shift();
            if (!done) return;
            spent += done.spent;
            done.ledger.settle([{ scope: 's', held: done.worst, spent: done.spent }]);
          };
          for (const { who, worst, share, settleFirst } of steps) {
            if (settleFirst) settle();
            const ledger = holders[who] as Ledger;
            if ((await ledger.reserve(claim(worst))) === 'go')
              held.push({ ledger, worst, spent: Math.floor(worst * share) });
            expect(spent + held.reduce((sum, each) => sum + each.worst, 0)).toBeLessThanOrEqual(cap);
          }
          while (held.length > 0) settle();
          for (const ledger of holders) await ledger.close();
          expect(spent).toBeLessThanOrEqual(cap);
        }),
        { numRuns: 20 },
      );
    });
  });
}
