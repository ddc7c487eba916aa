import { describe, expect, it } from 'vitest';
import type { Case, ScorerSpec, Suite } from '../contract/suite.ts';
import { createKnowledge, knowledgeOf, promptKey } from './knowledge.ts';
import type { KnowledgeItem } from './knowledge.ts';

const scorer = (type: string, options: Record<string, unknown> = {}, not = false): ScorerSpec => {
  return { type, name: type, weight: 1, threshold: 1, not, options };
};
const suiteOf = (cases: Partial<Case>[]): Suite => ({
  name: 's',
  hash: 'h',
  prompts: [],
  cases: cases.map((given, index) => {
    return { id: `c${index}`, index, variables: {}, tags: [], weight: 1, tools: [], scorers: [], ...given };
  }),
  targets: [],
  repeats: 1,
  warmup: 0,
  slo: {},
  seed: 1,
});
const known = (testCase: Partial<Case>) =>
  knowledgeOf(suiteOf([testCase]), () => [[{ role: 'user', content: 'Q' }]])[0];

describe('knowledgeOf', () => {
  it.each([
    ['exact', 'bare'],
    ['numeric', 'explained'],
    ['contains', 'explained'],
    ['regex', 'explained'],
    ['choice', 'explained'],
    ['json-schema', 'json'],
    ['json-match', 'json'],
    ['tool-call', 'tool'],
  ])('answers what %s scores in the style %s', (type, style) => {
    expect(known({ expected: 'x', scorers: [scorer(type)] })).toEqual({
      prompt: 'Q',
      expected: 'x',
      category: '',
      style,
    });
  });

  it('lets the strictest scorer decide', () => {
    expect(known({ expected: {}, scorers: [scorer('contains'), scorer('json-schema')] })?.style).toBe('json');
    expect(known({ expected: 'x', scorers: [scorer('exact', {}, true), scorer('contains')] })?.style).toBe(
      'explained',
    );
  });

  it('knows each prompt of the suite, each once', () => {
    const messages = (content: string) => [
      { role: 'system' as const, content: 'S' },
      { role: 'user' as const, content },
    ];
    const items = knowledgeOf(suiteOf([{ expected: 1, category: 'k' }]), () => [
      messages('a'),
      messages('b'),
      messages('a'),
    ]);
    expect(items.map((item) => [item.prompt, item.category])).toEqual([
      ['a', 'k'],
      ['b', 'k'],
    ]);
  });

  it('leaves out what has no answer', () => {
    expect(known({ scorers: [scorer('regex', { pattern: 'x' })] })).toBeUndefined();
  });

  it('takes what a contains scorer wants to see', () => {
    const options = { all: ['14 days', 'refund'], any: ['email', 'letter'], none: ['phone'] };
    const scorers = [scorer('contains', options)];
    expect(known({ scorers })?.expected).toEqual(['14 days', 'refund', 'email']);
    expect(known({ expected: 'A refund within 14 days', scorers })?.expected).toEqual([
      'A refund within 14 days',
      'email',
    ]);
  });
});

describe('createKnowledge', () => {
  const item = (prompt: string, more: Partial<KnowledgeItem> = {}): KnowledgeItem => {
    return { prompt, expected: 1, category: 'a', style: 'bare', ...more };
  };

  it('finds prompts whatever their white space', () => {
    const knowledge = createKnowledge([item('one\n two')]);
    expect(knowledge.find(' one two ')?.prompt).toBe('one\n two');
    expect(knowledge.find('one')).toBeNull();
    expect(promptKey('a  b')).toBe(promptKey('a\nb'));
    expect(promptKey('ab')).not.toBe(promptKey('a b'));
  });

  it('takes other answers from the same category, or from all when that has none', () => {
    const first = item('1');
    const items = [
      first,
      item('2'),
      item('3', { expected: 2 }),
      item('4', { expected: 3, category: 'b' }),
      item('5', { expected: 4, style: 'json' }),
    ];
    const peersIn = (known: KnowledgeItem[]) =>
      createKnowledge(known)
        .peers(first)
        .map((peer) => peer.prompt);
    expect(peersIn(items)).toEqual(['3']);
    expect(peersIn(items.filter((known) => known.prompt !== '3'))).toEqual(['4']);
  });

  it('takes no answers to questions of another suite', () => {
    const first = item('1', { category: 'Support: billing' });
    const other = item('2', { expected: 2, category: 'Maths: sums' });
    const near = item('3', { expected: 3, category: 'Support: login' });
    expect(createKnowledge([first, other, near]).peers(first)).toEqual([near]);
    expect(createKnowledge([first, other]).peers(first)).toEqual([]);
    const alone = item('4', { category: 'Support' });
    expect(createKnowledge([alone, other, near]).peers(alone)).toEqual([near]);
  });
});
