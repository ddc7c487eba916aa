import { expect, it } from 'vitest';
import { writtenAssertion } from './written-assertion.ts';

it.each([
  ['is-json', { type: 'is-json' }],
  ['not-is-json', { type: 'not-is-json' }],
  ['similar(0.8): hello world', { type: 'similar', value: 'hello world', threshold: 0.8 }],
  ['similar: hello', { type: 'similar', value: 'hello', threshold: 0.8 }],
  ['latency(1000)', { type: 'latency', threshold: 1000 }],
  ['levenshtein(5): hello', { type: 'levenshtein', value: 'hello', threshold: 5 }],
  ['rouge-n: hello', { type: 'rouge-n', value: 'hello', threshold: 0.75 }],
  ['contains-all:x, y', { type: 'contains-all', value: ['x', 'y'] }],
  ['contains-any(0.5): a,b', { type: 'contains-any', value: ['a', 'b'] }],
  ['icontains: Norway', { type: 'icontains', value: 'Norway' }],
  ['contains-json: {"type": "object"}', { type: 'contains-json', value: '{"type": "object"}' }],
  ['answer: 42', { type: 'equals', value: 'answer: 42' }],
  ['https://example.com/a', { type: 'equals', value: 'https://example.com/a' }],
  ['note: this text', { type: 'equals', value: 'note: this text' }],
  ['toString: x', { type: 'equals', value: 'toString: x' }],
  ['Peru', { type: 'equals', value: 'Peru' }],
  [' 42 ', { type: 'equals', value: '42' }],
  ['grade: is polite', { type: 'llm-rubric', value: 'is polite' }],
  ['llm-rubric: is polite', { type: 'llm-rubric', value: 'is polite' }],
  ['fn: output.length > 3', { type: 'javascript', value: 'output.length > 3' }],
  ['eval: output > 1', { type: 'javascript', value: 'output > 1' }],
  ['javascript: output > 1', { type: 'javascript', value: 'output > 1' }],
  ['python: len(output) > 1', { type: 'python', value: 'len(output) > 1' }],
  ['file://check.js', { type: 'javascript', value: 'file://check.js' }],
  ['file://check.py:called', { type: 'python', value: 'file://check.py:called' }],
  ['regex: ^a:b$', { type: 'regex', value: '^a:b$' }],
])('%s', (cell, assertion) => {
  expect(writtenAssertion(cell)).toEqual(assertion);
});
