import { describe, expect, it } from 'vitest';
import type { AssertionSource } from './assertion-source.ts';
import { judgedKinds } from './judged-kinds.ts';

const kinds = judgedKinds('openai/usual');
const source: AssertionSource = {
  type: '',
  isTurned: false,
  value: 'is polite',
  threshold: undefined,
  provider: undefined,
  config: undefined,
  variables: { context: 'c' },
  transforms: [],
  pathOf: (name) => name,
};
function take(type: string, more: Partial<AssertionSource> = {}) {
  const taken = kinds[type]?.({ ...source, ...more });
  if (!taken) throw new Error(`there is no ${type}`);
  return taken;
}

describe('the judge', () => {
  it.each([
    ['by name', 'openai:gpt-5', 'openai/gpt-5'],
    ['by id', { id: 'openai:gpt-5' }, 'openai/gpt-5'],
    ['for texts', { text: 'openai:gpt-5', embedding: 'openai:embeddings:x' }, 'openai/gpt-5'],
    ['for texts, by id', { text: { id: 'openai:gpt-5' } }, 'openai/gpt-5'],
    ['nobody', undefined, 'openai/usual'],
    ['for embeddings only', { embedding: 'openai:embeddings:x' }, 'openai/usual'],
  ])('given %s', (_, provider, judge) => {
    expect(take('llm-rubric', { provider })).toMatchObject({ scorers: [{ judge, criterion: 'is polite' }] });
  });

  it('says when it is ours, and when settings are not its own', () => {
    expect(take('llm-rubric')).toMatchObject({
      but: expect.stringContaining('no judge is named: openai/usual is used'),
    });
    expect(
      take('llm-rubric', { provider: { id: 'openai:gpt-5', config: { temperature: 1 } } }),
    ).toMatchObject({
      but: expect.stringContaining('the judge uses our settings'),
    });
  });

  it.each([
    [{ config: {} }, 'its judge is not given by name'],
    [7, 'its judge is not given by name'],
    ['file://judge.py', expect.stringContaining('its judge "file://judge.py" is not supported')],
  ])('cannot be %j', (provider, why) => {
    for (const type of ['llm-rubric', 'g-eval', 'factuality', 'answer-relevance'])
      expect(take(type, { provider })).toEqual({ why });
  });
});

describe('what is judged', () => {
  it('by several criteria is one score each, together of the same weight', () => {
    expect(take('g-eval', { value: ['brief', { tone: 'warm' }] })).toMatchObject({
      scorers: [
        { criterion: 'brief', weight: 0.5, threshold: 0.7 },
        { criterion: '{"tone":"warm"}', weight: 0.5, threshold: 0.7 },
      ],
      but: expect.stringContaining('each criterion is a separate score'),
    });
    const [one] = (take('g-eval') as { scorers: object[] }).scorers;
    expect(one).not.toHaveProperty('weight');
  });

  it.each([
    ['g-eval', 0.9, 0.1],
    ['answer-relevance', 0.8, 0.2],
    ['context-faithfulness', 0.8, 0.2],
    ['similar', 0.9, 0.1],
  ])('%s: the limit of a value that is turned round is turned with it', (type, threshold, turned) => {
    expect(take(type, { threshold })).toMatchObject({ scorers: [{ threshold }] });
    expect(take(type, { threshold, isTurned: true })).toMatchObject({ scorers: [{ threshold: turned }] });
  });

  it('is wrong about facts only when it contradicts them', () => {
    expect(take('factuality')).toMatchObject({ scorers: [{ threshold: 0.4 }], expected: 'is polite' });
    expect(take('factuality', { isTurned: true })).toMatchObject({ scorers: [{ threshold: 1 }] });
  });

  it.each([
    ['llm-rubric', { value: '  ' }, 'it has no rubric'],
    ['llm-rubric', { value: null }, 'it has no rubric'],
    ['g-eval', { value: ['a', ''] }, 'it has no criterion'],
    ['factuality', { value: undefined }, 'it has no facts to compare with'],
    ['context-relevance', { variables: {} }, 'the test has no variable `context`'],
    ['similar', { value: '' }, 'its value is not a text'],
    ['similar', { value: ['a', 1] }, 'its value is not a text'],
    ['similar', { value: ['a', 'b'], isTurned: true }, 'it is `not-` with several texts'],
  ])('%s of %j cannot be taken', (type, more, why) => {
    expect(take(type, more)).toEqual({ why });
  });
});

describe('the model of embeddings', () => {
  it.each([
    [undefined, 'openai/text-embedding-3-large'],
    ['openai:embeddings:small', 'openai/small'],
    ['google:embedding:g', 'google/g'],
    [{ embedding: { id: 'openai:embedding:small' } }, 'openai/small'],
    [{ id: 'openai:embeddings:small' }, 'openai/small'],
    [{ text: 'openai:gpt-5' }, 'openai/text-embedding-3-large'],
  ])('%j is %s', (provider, model) => {
    const taken = take('similar:cosine', { provider });
    expect(taken).toMatchObject({
      scorers: [{ type: 'similarity', model, threshold: 0.75 }],
      expected: 'is polite',
    });
    expect(taken).not.toHaveProperty('but');
  });

  it('is the default where a model of chats is named, and that is told', () => {
    expect(take('similar', { provider: 'openai:gpt-5' })).toMatchObject({
      scorers: [{ model: 'openai/text-embedding-3-large' }],
      usesProvider: false,
      but: 'openai:gpt-5 has no embeddings: openai:embeddings:text-embedding-3-large is used',
    });
  });

  it.each([['mistral:embeddings:m'], [{ embedding: 'huggingface:x' }], [{ embedding: {} }]])(
    'cannot be %j',
    (provider) => {
      expect(take('similar', { provider })).toEqual({
        why: expect.stringMatching(/^its embedding model is/),
      });
    },
  );
});
