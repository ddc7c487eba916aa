import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from './lines-of.ts';

async function split(bytes: Uint8Array, size = bytes.length || 1): Promise<string[]> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const lines: string[] = [];
  for await (const line of linesOf(chunks())) lines.push(line);
  return lines;
}
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('linesOf', () => {
  it('ends lines at LF and CRLF, and the last at the end', async () => {
    expect(await split(utf8('a\nb\r\n\nc'))).toEqual(['a', 'b', '', 'c']);
    expect(await split(utf8('a\n'))).toEqual(['a']);
    expect(await split(utf8(''))).toEqual([]);
  });

  it('gives every JSON value back, however the bytes are cut', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\r', '\n', '\u2028', '\u2029', '\u0085', 'é', '😀', '\uFEFF'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (values, size) => {
          const bytes = utf8(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
          expect((await split(bytes, size)).map((line) => JSON.parse(line))).toEqual(values);
        },
      ),
    );
  });
});
