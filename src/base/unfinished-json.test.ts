import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isUnfinished } from './unfinished-json.ts';

/** What the parser says of it; `null`: it is whole. */
function errorOf(text: string): Error | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error as Error;
  }
}
const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value));

it('holds for every beginning of an object', () => {
  fc.assert(
    fc.property(object, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
      const cut = text.slice(0, Math.max(1, Math.floor(share * text.length)));
      const error = errorOf(cut);
      expect(error === null ? cut === text : isUnfinished(cut, error)).toBe(true);
    }),
  );
});

it.each(['', 'no', '[1', '{"a":1}}', '{"a" 1}', '{"a":nope}', '{"a":1}{"b":2'])(
  'does not hold for "%s"',
  (text) => {
    expect(isUnfinished(text, errorOf(text) ?? new Error('whole'))).toBe(false);
  },
);

it('holds where the cut went through a character', () => {
  const bytes = new TextEncoder().encode('{"name":"ö');
  const text = new TextDecoder().decode(bytes.subarray(0, -1));
  expect(isUnfinished(text, errorOf(text) as Error)).toBe(true);
});
