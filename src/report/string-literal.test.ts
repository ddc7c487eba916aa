import { Script } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inComment, stringLiteral } from './string-literal.ts';

const hostile = [
  'a\u2028process.exit(1);//',
  'b\u2029*/ evil() /*',
  '</script><script>evil()</script>',
  '`${evil()}`',
  '"; evil(); "',
  'line\nnext\r\nlast\u0085',
  '\\u2028 \\',
  '\u0000\u001b[31m\u202e\ufeff',
  '日本 ü 😀',
  '__proto__',
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...hostile),
  fc.string({ unit: 'grapheme' }),
);

it('means the same text in JSON, JavaScript and YAML, on one line, whatever the text is', () => {
  fc.assert(
    fc.property(text, (given) => {
      const literal = stringLiteral(given);
      const whole = given.toWellFormed();
      expect(literal).not.toMatch(/[\n\r\u0085\u2028\u2029`$<>*]/);
      expect(JSON.parse(literal)).toBe(whole);
      expect(new Script(`(${literal})`).runInNewContext()).toBe(whole);
      expect(new Script(`/* ${literal} */ 1`).runInNewContext()).toBe(1);
      expect(parse(`a: ${literal}\nb: 1`)).toEqual({ a: whole, b: 1 });
    }),
  );
});

it('keeps letters of all languages as they are', () => {
  expect(stringLiteral('gpt-5/日本 ü 😀')).toBe('"gpt-5/日本 ü 😀"');
});

it('stays in a comment of one line', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(new Script(`// ${inComment(given)}\n2`).runInNewContext()).toBe(2);
      expect(new Script(`/* ${inComment(given)} */ 2`).runInNewContext()).toBe(2);
      expect(parse(`# ${inComment(given)}\na: 1`)).toEqual({ a: 1 });
    }),
  );
});
