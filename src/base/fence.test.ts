import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fence, readFences } from './fence.ts';

const mark = '8b9f6a52-5a0c-5d86-9b7e-3f1f0c1a7a11';

it('gives back every text, whatever is in it', () => {
  const texts = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('</answer>', '\n</answer 8b9f>\n', '<answer x>\n', '')),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(texts, (given) => {
      const parts = given.map((text) => ({ name: 'answer', text }));
      expect(readFences(parts.map((part) => fence(part, mark)).join('\nand\n'))).toEqual(parts);
    }),
  );
});

it('takes no mark for another, and nothing that does not close', () => {
  const other = mark.replace('8', '9');
  const inside = `${fence({ name: 'answer', text: 'no' }, other)}`;
  expect(readFences(fence({ name: 'answer', text: inside }, mark))).toEqual([
    { name: 'answer', text: inside },
  ]);
  expect(readFences(`<answer ${mark}>\nopen`)).toEqual([]);
});
