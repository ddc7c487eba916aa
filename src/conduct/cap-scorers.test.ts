import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capScorers } from './cap-scorers.ts';
import type { JudgeReply } from '../contract/judge.ts';
import type { Target } from '../contract/suite.ts';
import { createPriceBook } from '../measure/price-book.ts';
import { createMemoryLedger } from '../spend/memory-ledger.ts';

const question = { instructions: 'Judge.', material: 'It is so.', schema: { type: 'object' } };
const model = { model: 'x/judge' };
const prices = createPriceBook({ overrides: { 'x/judge': { input: 1, output: 1 } }, at: 0 });
const reply = (cost_nanousd: number | null): JudgeReply => ({
  text: '{}',
  failure: null,
  input_tokens: 1,
  output_tokens: 1,
  cost_nanousd,
});

/** A judge that costs what `costs` say, one after the other. */
function capped(usd: number | undefined, costs: (number | null)[], ledger = createMemoryLedger()) {
  let asked = 0;
  const { judge } = capScorers(
    { judge: async () => reply(costs[asked++ % costs.length] ?? null) },
    { runId: 'r', prices, budgets: [usd === undefined ? {} : { usd }], ledger },
  );
  if (!judge) throw new Error('no judge');
  const spent = async () => (await ledger.taken(['run:r']))[0] ?? 0;
  return { judge, ledger, asked: () => asked, spent };
}

describe('capScorers', () => {
  it('asks as long as the worst case fits, then tells why it does not', async () => {
    // at worst a question costs a little more than 4 m$
    const { judge, asked, spent } = capped(0.01, [1e6]);
    const replies = [];
    for (let i = 0; i < 9; i++) replies.push(await judge(model, question));
    expect(asked()).toBe(6);
    expect(await spent()).toBe(6e6);
    expect(replies[5]?.failure).toBeNull();
    expect(replies[6]).toMatchObject({ text: null, cost_nanousd: 0 });
    expect(replies[6]?.failure).toContain('budget.usd');
  });

  it('never passes a cap, whatever replies cost and how many are asked at once', async () => {
    const cost = fc.option(fc.integer({ min: 0, max: 4_000_000 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(
        fc.array(cost, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 12 }),
        async (costs, rounds) => {
          const { judge, spent } = capped(0.02, costs);
          for (let i = 0; i < rounds; i++) {
            await Promise.all([judge(model, question), judge(model, question)]);
            expect(await spent()).toBeLessThanOrEqual(0.02e9);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('waits for money that a call on the wire holds', async () => {
    const ledger = createMemoryLedger();
    const scope = { scope: 'run:r', cap: 5e6 };
    ledger.reserve([{ ...scope, nanousd: 4e6 }]);
    const { judge, asked } = capped(0.005, [1e6], ledger);
    const waiting = judge(model, question);
    setTimeout(() => ledger.settle([{ scope: 'run:r', held: 4e6, spent: 0 }]), 100);
    expect(await waiting).toMatchObject({ failure: null });
    expect(asked()).toBe(1);
  });

  it('does not ask under a cap what it cannot count, unless it may', async () => {
    const { judge, asked } = capped(1, [3e6]);
    const reply = await judge({ model: 'x/unknown' }, question);
    expect(reply).toMatchObject({ text: null, cost_nanousd: 0 });
    expect(reply.failure).toMatch(/its price is unknown.* budget\.usd/);
    expect(asked()).toBe(0);
    const freely = capScorers(
      { judge: async () => reply },
      { runId: 'r', prices, budgets: [{ usd: 1, allowUnpriced: true }], ledger: createMemoryLedger() },
    ).judge;
    expect(await freely?.({ model: 'x/unknown' }, question)).toBe(reply);
  });

  it('counts without a cap, and cannot count what has no price', async () => {
    const free = capped(undefined, [3e6]);
    await free.judge(model, question);
    expect(await free.spent()).toBe(3e6);
    await free.judge({ model: 'x/unknown' }, question);
    expect(free.asked()).toBe(2);
    expect(await free.spent()).toBe(3e6);
  });

  it('counts for the provider and the key too', async () => {
    const ledger = createMemoryLedger();
    const keyOf = (target: Target) => (target.provider === 'x' ? 'X_KEY' : null);
    const budgets = [{ keys: { X_KEY: { usd: 0.001 } } }];
    const judge = capScorers(
      { judge: async () => reply(1) },
      { runId: 'r', prices, budgets, ledger, keyOf },
    ).judge;
    expect((await judge?.(model, question))?.failure).toContain('budget.keys.X_KEY.usd');
  });
});

describe('embeddings', () => {
  const own = createPriceBook({ overrides: { 'x/vectors': { input: 1000, output: 0 } }, at: 0 });
  const texts = ['a'.repeat(100)];

  function embedding(usd: number, tokens: number | null) {
    const ledger = createMemoryLedger();
    let asked = 0;
    const { embed } = capScorers(
      {
        embed: async () => {
          asked++;
          if (tokens === -1) throw new Error('the server is down');
          return { vectors: [[1]], tokens };
        },
      },
      { runId: 'r', prices: own, budgets: [{ usd }], ledger },
    );
    if (!embed) throw new Error('no embeddings');
    const spent = async () => (await ledger.taken(['run:r']))[0];
    return { embed, spent, asked: () => asked };
  }

  it('are paid by the tokens that were told, or by the worst case', async () => {
    const told = embedding(1, 7);
    await told.embed({ model: 'x/vectors' }, texts);
    expect(await told.spent()).toBe(7e6);
    // 50 tokens at the most, at a tenth of a cent each
    const silent = embedding(1, null);
    await silent.embed({ model: 'x/vectors' }, texts);
    expect(await silent.spent()).toBe(50e6);
    const failing = embedding(1, -1);
    await expect(failing.embed({ model: 'x/vectors' }, texts)).rejects.toThrow('is down');
    expect(await failing.spent()).toBe(50e6);
  });

  it('are not asked for where a cap leaves no room, or could not lease them', async () => {
    const short = embedding(0.12, 50);
    const said = [];
    for (let i = 0; i < 4; i++) said.push(await short.embed({ model: 'x/vectors' }, texts));
    expect(short.asked()).toBe(2);
    expect(said.at(-1)).toMatchObject({ vectors: null, failure: expect.stringContaining('budget.usd') });
    expect(await short.embed({ model: 'x/unpriced' }, texts)).toMatchObject({
      vectors: null,
      failure: expect.stringContaining('price is unknown'),
    });
    expect(short.asked()).toBe(2);
  });

  it('have a price in the public list, which says nothing of what they write', () => {
    const target = { provider: 'openai', model: 'text-embedding-3-small', parameters: {} } as Target;
    expect(own.inputPriceOf(target)).toBe(0.02);
    expect(own.priceOf(target)).toBeNull();
  });
});
