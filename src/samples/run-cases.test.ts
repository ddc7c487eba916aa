import { expect, it } from 'vitest';
import type { Attachment } from '../contract/content.ts';
import type { Case, Suite } from '../contract/suite.ts';
import { runCasesOf } from './run-cases.ts';

const picture: Attachment = { type: 'image', name: 'a.png', mediaType: 'image/png', bytes: 1, sha256: 'x' };

it.each<[string, Partial<Case>]>([
  ['the input', { variables: { input: 'the input' }, attachments: [picture] }],
  ['last words', { messages: ['first', 'last words'].map((content) => ({ role: 'user', content })) }],
  ['words', { messages: [{ role: 'user', content: [picture, { type: 'text', text: 'words' }] }] }],
  ['a chart', { messages: [{ role: 'user', content: [{ ...picture, alt: 'a chart' }] }] }],
  ['a.png, b.pdf', { attachments: [picture, { ...picture, type: 'file', name: 'b.pdf' }] }],
  ['{"x":1}', { variables: { x: 1 } }],
  ['c', {}],
])('a case is recognised by %s', (preview, more) => {
  const testCase: Case = {
    id: 'c',
    index: 0,
    variables: {},
    tags: [],
    weight: 1,
    tools: [],
    scorers: [],
    ...more,
  };
  expect(runCasesOf({ cases: [testCase] } as unknown as Suite)[0]?.preview).toBe(preview);
});
