import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, Prompt } from '../contract/suite.ts';
import { contentHash } from './content-hash.ts';
import { suiteHash } from './suite-hash.ts';

const caseOf = (id: string, index = 0, more: Partial<Case> = {}): Case => ({
  id,
  index,
  variables: { input: `input of ${id}` },
  tags: [],
  weight: 1,
  tools: [],
  scorers: [],
  ...more,
});
const prompt = (id: string): Prompt => ({ id, messages: [{ role: 'user', content: id }] });

describe('suiteHash', () => {
  it('is the same in whatever order cases and prompts stand', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ids, fc.infiniteStream(fc.nat()), (names, numbers) => {
        const order = names
          .map((name) => ({ name, at: Number(numbers.next().value) }))
          .sort((a, b) => a.at - b.at);
        const hash = (list: string[]) =>
          suiteHash({ cases: list.map((id, i) => caseOf(id, i)), prompts: list.map(prompt) });
        expect(hash(order.map(({ name }) => name))).toBe(hash(names));
      }),
    );
  });

  it.each([[[]], [['b', 'a', 'c']]])('of cases %j is that of their content as one text', (ids) => {
    const cases = ids.map((id, i) => caseOf(id, i, { expected: id }));
    const contents = ids.toSorted().map((id) => {
      const { index: _, ...content } = caseOf(id, 0, { expected: id });
      return content;
    });
    expect(suiteHash({ cases, prompts: [prompt('q'), prompt('p')] })).toBe(
      contentHash({ cases: contents, prompts: [prompt('p'), prompt('q')] }),
    );
  });

  it.each<[string, Partial<Case>]>([
    ['expected', { expected: 'x' }],
    ['weight', { weight: 2 }],
    ['tags', { tags: ['x'] }],
    ['variables', { variables: { input: 'y' } }],
    ['tools', { tools: [{ name: 'f', parameters: {} }] }],
  ])('changes with %s', (_, change) => {
    const hash = (more: Partial<Case>) => suiteHash({ cases: [caseOf('a', 0, more)], prompts: [] });
    expect(hash(change)).not.toBe(hash({}));
    expect(hash({})).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves the given lists in their order', () => {
    const cases = [caseOf('b'), caseOf('a')];
    const prompts = [prompt('q'), prompt('p')];
    suiteHash({ cases, prompts });
    expect(cases.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(prompts.map(({ id }) => id)).toEqual(['q', 'p']);
  });
});
