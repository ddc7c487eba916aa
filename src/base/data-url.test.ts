import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeDataUrl } from './data-url.ts';

it('gives back what was encoded, in base64 or percent signs', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const url = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
      expect(decodeDataUrl(url)).toEqual({ mediaType: 'image/png', bytes: Buffer.from(bytes) });
      const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
      expect(decodeDataUrl(`data:,${percent}`)).toEqual({ mediaType: '', bytes: Buffer.from(bytes) });
    }),
  );
});

it('drops parameters of the type and knows what it is not', () => {
  expect(decodeDataUrl('data:text/plain;charset=utf-8,hi')).toEqual({
    mediaType: 'text/plain',
    bytes: Buffer.from('hi'),
  });
  expect(decodeDataUrl('https://example.org/a.png')).toBeNull();
  expect(decodeDataUrl('data:oops')).toBeNull();
});
