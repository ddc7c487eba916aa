import { describe, expect, it } from 'vitest';
import { isPromptfoo, isTestList } from './recognise.ts';

describe('a configuration of promptfoo', () => {
  it.each([
    [{ prompts: ['a'] }],
    [{ tests: 'tests.csv' }],
    [{ providers: ['openai:gpt-5'], prompts: ['a'], tests: [] }],
    [{ targets: ['x'], redteam: {} }],
    [{ providers: ['x'], defaultTest: {} }],
  ])('%j', (document) => expect(isPromptfoo(document)).toBe(true));

  it.each([
    [{ providers: ['x'] }],
    [{ prompts: ['a'], cases: [] }],
    [{ redteam: {} }],
    [{ scenarios: [] }],
    [{}],
    [[]],
    [null],
    ['prompts'],
    [[{ prompts: ['a'] }]],
  ])('is not %j', (document) => expect(isPromptfoo(document)).toBe(false));
});

describe('a list of tests', () => {
  it.each([[[{ vars: { a: 1 } }]], [[{ assert: [] }, { vars: {} }]]])('%j', (document) =>
    expect(isTestList(document)).toBe(true),
  );

  it.each([
    [[]],
    [{ vars: {} }],
    [[{ vars: 'file.yaml' }]],
    [[{ vars: {} }, { question: 'Q' }]],
    [[{ vars: [] }]],
    [[null]],
  ])('is not %j', (document) => expect(isTestList(document)).toBe(false));
});
