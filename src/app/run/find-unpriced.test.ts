import { describe, expect, it } from 'vitest';
import type { Budget } from '../../contract/budget.ts';
import type { ScorerSpec, Suite, Target } from '../../contract/suite.ts';
import { createPriceBook } from '../../measure/price-book.ts';
import { findUnpriced } from './find-unpriced.ts';
import { refuseUnpriced } from './refuse-unpriced.ts';

const targetOf = (provider: string, model: string, changes: Partial<Target> = {}): Target => ({
  id: model,
  label: `${provider}/${model}`,
  provider,
  model,
  promptId: 'p',
  parameters: {},
  limits: { concurrency: 1, timeoutMs: 1000, retries: 0 },
  ...changes,
});
const free = targetOf('vllm', 'free', { price: { input: 0, output: 0 } });
const local = targetOf('vllm', 'local');

const spendersOf = (targets: Target[], budgets: Budget[], scorers: Partial<ScorerSpec>[] = []) => ({
  suite: { targets, cases: [{ scorers }] } as unknown as Suite,
  budgets,
  prices: createPriceBook({ at: 0, overrides: { 'x/judge': { input: 1, output: 1 } } }),
  keyOf: (target: Target) => (target.provider === 'vllm' ? 'VLLM_KEY' : null),
});
const labels = (...given: Parameters<typeof spendersOf>) =>
  findUnpriced(spendersOf(...given)).models.map(({ label }) => label);

describe('findUncounted', () => {
  it('finds targets without a price that a cap is set on, whichever cap it is', () => {
    expect(labels([free, local], [{ usd: 1 }])).toEqual(['vllm/local']);
    expect(labels([local], [{}, { monthUsd: 1 }])).toEqual(['vllm/local']);
    expect(labels([local], [{ providers: { vllm: { dayUsd: 1 } } }])).toEqual(['vllm/local']);
    expect(labels([local], [{ keys: { VLLM_KEY: { usd: 1 } } }])).toEqual(['vllm/local']);
    expect(labels([local], [{ providers: { openai: { dayUsd: 1 } } }])).toEqual([]);
    expect(labels([local], [{}])).toEqual([]);
    expect(labels([local], [{ allowUnpriced: true }])).toEqual([]);
  });

  it('finds what is paid by the hour, and tiers that nobody prices', () => {
    expect(labels([targetOf('vllm', 'own', { usdPerHour: 2 })], [{ usd: 1 }])).toEqual(['vllm/own']);
    const tiered = (serviceTier: string) =>
      targetOf('openai', 'gpt-5-mini', { parameters: { providerOptions: { openai: { serviceTier } } } });
    expect(labels([tiered('flex')], [{ usd: 1 }])).toEqual([]);
    expect(labels([tiered('scale')], [{ usd: 1 }])).toEqual(['openai/gpt-5-mini']);
  });

  it('finds judges and embedding models too', () => {
    const scorers = [
      { type: 'rubric', options: { judge: ['x/judge', 'x/unknown'] } },
      { type: 'similarity', options: { model: 'openai/text-embedding-3-small' } },
      { type: 'similarity', options: { model: 'vllm/vectors' } },
    ];
    expect(labels([free], [{ usd: 1 }], scorers)).toEqual(['x/unknown (judge)', 'vllm/vectors (embeddings)']);
  });
});

describe('refuseUnpriced', () => {
  it('names them, the cap and how to price them', () => {
    const notes: string[] = [];
    expect(() =>
      refuseUnpriced(findUnpriced(spendersOf([free, local], [{ usd: 1 }])), (line) => notes.push(line)),
    ).toThrow(
      expect.objectContaining({
        code: 'suite-invalid',
        problems: [
          expect.objectContaining({
            message: 'vllm/local has no known price, so budget.usd could not stop it',
            remedy: expect.stringContaining('price: {input'),
          }),
        ],
        remedy: expect.stringContaining('--allow-unpriced'),
      }),
    );
    expect(notes).toEqual([]);
  });

  it('only says so where that is allowed', () => {
    const notes: string[] = [];
    refuseUnpriced(findUnpriced(spendersOf([local], [{ usd: 1 }, { allowUnpriced: true }])), (line) =>
      notes.push(line),
    );
    expect(notes.join()).toMatch(/no cap holds vllm\/local.*budget\.usd/);
    refuseUnpriced(findUnpriced(spendersOf([free], [{ usd: 1 }])), (line) => notes.push(line));
    expect(notes.length).toBe(1);
  });
});
