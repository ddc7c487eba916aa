import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJson } from './find-json.ts';

const objects = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
const prose = fc.constantFrom(
  'Here it is:',
  'see [1 for more',
  'it’s 5" wide',
  'an } alone',
  'as {x} says',
  '',
);

describe('findJson', () => {
  it('finds an object again in prose and fences', () => {
    fc.assert(
      fc.property(objects, prose, fc.boolean(), (value, words, inFence) => {
        const json = JSON.stringify(value, null, inFence ? 2 : 0);
        const text = inFence ? `${words}\n\`\`\`json\n${json}\n\`\`\`\nDone.` : `${words}\n${json}\nDone.`;
        // Fences inside the JSON's own strings end the block early: models escape them.
        fc.pre(!json.includes('```'));
        expect(findJson(text)).toEqual({ found: true, value: JSON.parse(json) });
      }),
    );
  });
  it('takes the last of several', () => {
    expect(findJson('first {"a":1}, then {"a":2}')).toEqual({ found: true, value: { a: 2 } });
    expect(findJson('```\nno\n```\n```json\n{"a":3}\n```')).toEqual({ found: true, value: { a: 3 } });
  });
  it('reads a bare scalar but looks for none in prose', () => {
    expect(findJson(' 7 ')).toEqual({ found: true, value: 7 });
    expect(findJson('it is 7').found).toBe(false);
    expect(findJson('').found).toBe(false);
  });
});
