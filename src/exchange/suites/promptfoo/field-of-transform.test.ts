import { expect, it } from 'vitest';
import { fieldOfTransform } from './field-of-transform.ts';

it.each([
  ['JSON.parse(output).a', 'a'],
  [' JSON.parse( output ).a.b_1 ; ', 'a.b_1'],
  ['output.a?.b', 'a.b'],
  ['output[0].text', '[0].text'],
  ['output.items[12].$x', 'items[12].$x'],
  ['output.lengthOf', 'lengthOf'],
])('%s takes the field %s', (code, field) => expect(fieldOfTransform(code)).toBe(field));

it.each([
  'output',
  'JSON.parse(output)',
  'output.length',
  'output.a.length',
  'output.trim()',
  'output.a + 1',
  'output["a"]',
  'JSON.parse(output.a).b',
  'context.a',
  'output.a\nreturn 1',
  'output..a',
  '',
])('%j computes', (code) => expect(fieldOfTransform(code)).toBeNull());
