import fc from 'fast-check';
import { parse, v5 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { isId, newId, stableId } from './id.ts';

const namespace = parse('8b9f6a52-5a0c-5d86-9b7e-3f1f0c1a7a11');

describe('stableId', () => {
  it('is what the library makes of the same parts', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.integer());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(stableId(...parts)).toBe(v5(JSON.stringify(parts), namespace));
      }),
      { numRuns: 50 },
    );
  });
  it('has room for long parts, and for short ones after them', () => {
    for (const part of ['x', '漢字'.repeat(5000), 'x'])
      expect(stableId(part)).toBe(v5(JSON.stringify([part]), namespace));
    expect(isId(stableId('x'))).toBe(true);
    expect(isId(newId())).toBe(true);
  });
});
