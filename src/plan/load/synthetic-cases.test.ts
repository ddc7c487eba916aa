import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { Suite } from '../../contract/suite.ts';
import { uniqueMessages, withSyntheticCases } from './synthetic-cases.ts';
import { syntheticText } from './synthetic-text.ts';
import { syntheticWords } from './synthetic-words.ts';

const suite: Suite = {
  name: 's',
  hash: 'h',
  prompts: [],
  cases: [],
  targets: [],
  repeats: 1,
  warmup: 0,
  slo: {},
  seed: 1,
};

describe('synthetic prompts', () => {
  it('are made of words that are one token each', () => {
    expect(new Set(syntheticWords).size).toBe(256);
    for (const word of syntheticWords)
      expect([encode(word).length, encode(` ${word}`).length]).toEqual([1, 1]);
  });

  it('have exactly the tokens asked for, also when each is its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer(), (tokens, seed) => {
        const content = syntheticText(tokens, seed);
        expect(encode(content)).toHaveLength(tokens);
        const [own] = uniqueMessages([{ role: 'user', content }], true, seed);
        expect(encode(String(own?.content))).toHaveLength(tokens);
      }),
      { numRuns: 40 },
    );
  });

  it('take the place of the cases when asked for', () => {
    expect(withSyntheticCases(suite)).toBe(suite);
    const made = withSyntheticCases({ ...suite, load: { shape: 'poisson', inputTokens: 100 } });
    const texts = made.cases.map(({ messages }) => messages?.[0]?.content);
    expect(new Set(texts).size).toBe(16);
    expect(made.hash).not.toBe(suite.hash);
  });
});

describe('unique prompts', () => {
  it('differ in the first words and keep what was to be asked', () => {
    const messages = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: 'Why?' },
    ];
    const all = Array.from({ length: 500 }, (_, i) => uniqueMessages(messages, false, 'run', i));
    expect(new Set(all.map(([first]) => String(first?.content).slice(0, 20))).size).toBe(500);
    for (const [first, second] of all) {
      expect(first?.content).toMatch(/\n\nBe brief\.$/);
      expect(second).toBe(messages[1]);
    }
    expect(uniqueMessages(messages, false, 'run', 3)).toEqual(all[3]);
  });
});
