import { describe, expect, it } from 'vitest';
import { openedPart } from '../../../../test/made-up/opened-part.ts';
import type { Parameters } from '../../../contract/suite.ts';
import { takeParameter } from './parameters.ts';

function take(config: Record<string, unknown>) {
  const { part, rest } = openedPart(config);
  const found: Parameters = {};
  const unknown: string[] = [];
  for (const [name, inner] of part.fields()) if (!takeParameter(name, inner, found)) unknown.push(name);
  return { found, unknown, rest: rest() };
}

describe('settings under the names of many providers', () => {
  it.each([
    [{ temperature: 0 }, { temperature: 0 }],
    [{ temperature: '0.7' }, { temperature: 0.7 }],
    [{ max_tokens: 100 }, { maxOutputTokens: 100 }],
    [{ max_completion_tokens: '50' }, { maxOutputTokens: 50 }],
    [{ stop: 'END' }, { stopSequences: ['END'] }],
    [{ stop_sequences: ['1', '2'] }, { stopSequences: ['1', '2'] }],
    [{ reasoning_effort: 'low' }, { reasoning: 'low' }],
    [{ reasoning: { effort: 'high' } }, { reasoning: 'high' }],
    [{ tool_choice: 'required' }, { toolChoice: 'required' }],
    [{ generationConfig: { maxOutputTokens: 9, topK: 3 } }, { maxOutputTokens: 9, topK: 3 }],
    [{ inferenceConfig: { topP: 0.5 } }, { topP: 0.5 }],
    [{ top_p: 0.5, topP: 0.5 }, { topP: 0.5 }],
  ])('%j', (config, parameters) => {
    expect(take(config)).toEqual({ found: parameters, unknown: [], rest: [] });
  });

  it.each([
    ['a value that is none', { temperature: 'hot' }, ['setting temperature']],
    ['a value out of range', { top_p: 2 }, ['setting top_p']],
    ['an empty text', { seed: '' }, ['setting seed']],
    ['a truth value as text', { seed: 'true' }, ['setting seed']],
    ['a part of a token', { max_tokens: 1.5 }, ['setting max_tokens']],
    ['a tool by name', { tool_choice: { function: 'f' } }, ['setting tool_choice']],
    [
      'a group with something else in it',
      { generationConfig: { candidateCount: 2 } },
      ['setting generationConfig.candidateCount'],
    ],
    ['reasoning with a summary', { reasoning: { summary: 'auto' } }, ['setting reasoning.summary']],
  ])('lists %s', (_, config, listed) => {
    expect(take(config)).toEqual({ found: {}, unknown: [], rest: listed });
  });

  it('keeps the first of two that disagree', () => {
    expect(take({ max_tokens: 1, maxTokens: 2 })).toEqual({
      found: { maxOutputTokens: 1 },
      unknown: [],
      rest: ['setting maxTokens'],
    });
  });

  it.each(['apiKey', 'toString', 'constructor', '__proto__x'])('does not know %s', (name) => {
    expect(take({ [name]: 'x' })).toMatchObject({ found: {}, unknown: [name] });
  });
});

describe('the format of answers', () => {
  const schema = { type: 'object' };
  it.each([
    [{ type: 'text' }, 'text'],
    [{ type: 'json_object' }, 'json'],
    [
      { type: 'json_schema', json_schema: { name: 'a', schema } },
      { name: 'a', schema },
    ],
    [
      { type: 'json_schema', name: 'a', schema },
      { name: 'a', schema },
    ],
    [{ type: 'json_schema', json_schema: { schema } }, { schema }],
  ])('%j', (format, responseFormat) => {
    expect(take({ response_format: format })).toEqual({ found: { responseFormat }, unknown: [], rest: [] });
  });

  it('that is strict by a setting of the provider is taken without it, which is told', () => {
    const format = { type: 'json_schema', json_schema: { schema, strict: true } };
    expect(take({ response_format: format })).toMatchObject({
      found: { responseFormat: { schema } },
      rest: ['setting strict of response_format'],
    });
  });

  it.each([
    ['json'],
    [{ type: 'grammar' }],
    [{ type: 'json_schema' }],
    [{ type: 'json_schema', json_schema: 'file://s.json' }],
  ])('cannot be %j', (format) => {
    expect(take({ response_format: format })).toEqual({
      found: {},
      unknown: [],
      rest: ['setting response_format'],
    });
  });
});
