import { describe, expect, it } from 'vitest';
import { openedPart } from '../../../../test/made-up/opened-part.ts';
import { takeTools, toolsOf } from './tools.ts';

const parameters = { type: 'object', properties: { a: { type: 'string' } } };
const tool = { name: 'find', description: 'd', parameters };

describe('toolsOf', () => {
  it.each([
    ['Chat Completions', [{ type: 'function', function: tool }]],
    ['Responses', [{ type: 'function', ...tool }]],
    ['Anthropic', [{ name: 'find', description: 'd', input_schema: parameters }]],
    [
      'Anthropic, with a type',
      [{ type: 'custom', name: 'find', description: 'd', input_schema: parameters }],
    ],
    ['Google', [{ functionDeclarations: [tool] }]],
    ['Google, by its other name', [{ function_declarations: [tool] }]],
    ['Bedrock', [{ toolSpec: { name: 'find', description: 'd', inputSchema: { json: parameters } } }]],
  ])('reads those of %s, and nothing of them is left', (_, written) => {
    expect(toolsOf(written)).toEqual([tool]);
    const { part, rest } = openedPart({ tools: written });
    takeTools(part.field('tools') ?? part);
    expect(rest()).toEqual([]);
  });

  it('keeps the order of several, of a declaration too', () => {
    const names = (written: unknown) => toolsOf(written)?.map(({ name }) => name);
    expect(
      names([{ name: 'a' }, { functionDeclarations: [{ name: 'b' }, { name: 'c' }] }, { name: 'd' }]),
    ).toEqual(['a', 'b', 'c', 'd']);
    expect(names([])).toEqual([]);
  });

  it.each([
    [{ name: 'f' }],
    [{ name: 'f', parameters: null }],
    [{ name: 'f', parameters: 'x' }],
    [{ name: 'f', parameters: [] }],
  ])('gives %j a schema without arguments', (written) => {
    expect(toolsOf([written])).toEqual([{ name: 'f', parameters: { type: 'object', properties: {} } }]);
  });

  it.each([
    ['no list', tool],
    ['a file', 'file://tools.json'],
    ['a tool of the provider', [tool, { type: 'web_search' }]],
    ['a tool without a name', [{ description: 'd' }]],
    ['an empty name', [{ name: '' }]],
    ['a text', ['find']],
    ['a declaration with something else', [{ functionDeclarations: [tool, 7] }]],
  ])('takes none where there is %s', (_, written) => {
    expect(toolsOf(written)).toBeNull();
  });
});

it('lists what tools have besides', () => {
  const { part, rest } = openedPart([
    { type: 'function', function: { ...tool, strict: true }, cache_control: { type: 'x' } },
  ]);
  takeTools(part);
  expect(rest()).toEqual(['setting strict of a tool', 'setting cache_control of a tool']);
});
