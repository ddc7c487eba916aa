import { expect, it } from 'vitest';
import { convertPromptfoo } from './promptfoo.ts';

it('takes over what is counted, and likeness in meaning', async () => {
  const assert = [
    [{ type: 'levenshtein', value: 'Oslo', threshold: 2 }],
    [
      { type: 'word-count', value: { max: 3 } },
      { type: 'word-count', value: 2 },
    ],
    [{ type: 'rouge-l', value: 'the sea', threshold: 0.6 }],
    [{ type: 'tool-call-f1', value: ['find', 'book'], threshold: 0.8 }],
    [{ type: 'similar', value: 'Norway' }],
    [
      {
        type: 'not-similar',
        value: 'x',
        provider: 'openai:embedding:text-embedding-3-small',
        threshold: 0.9,
      },
    ],
    [
      { type: 'similar', value: 'x', provider: 'vertex:embedding:y' },
      { type: 'word-count', value: 'few' },
    ],
  ];
  const tests = assert.map((list, i) => ({ vars: { place: `p${i}` }, assert: list }));
  const { cases, lacking } = await convertPromptfoo({ prompts: ['{{place}}?'], tests }, 'counted.yaml', 'c');
  expect(cases.map(({ scorers }) => scorers)).toEqual([
    [{ type: 'levenshtein', maxEdits: 2, trim: false }],
    [
      { type: 'length', unit: 'words', max: 3 },
      { type: 'length', unit: 'words', min: 2, max: 2 },
    ],
    [{ type: 'rouge', threshold: 0.6, variant: 'l' }],
    [{ type: 'tool-call', threshold: 0.8, measure: 'f1' }],
    [{ type: 'similarity', threshold: 0.75, model: 'openai/text-embedding-3-large' }],
    [{ type: 'similarity', threshold: 0.9, model: 'openai/text-embedding-3-small', not: true }],
    undefined,
  ]);
  expect(cases.map(({ expected }) => expected)).toEqual([
    'Oslo',
    undefined,
    'the sea',
    [{ name: 'find' }, { name: 'book' }],
    'Norway',
    'x',
    undefined,
  ]);
  expect(lacking.map(({ what, why }) => [what, why])).toEqual([
    ['assertion similar', 'its embedding model is "vertex:embedding:y"'],
    ['assertion word-count', 'its value is "few"'],
  ]);
});
