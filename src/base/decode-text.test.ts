import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, isEncoding, textLines } from './decode-text.ts';

const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
const utf16 = (text: string, bigEndian = false) => {
  const buffer = Buffer.from(text, 'utf16le');
  return bigEndian ? buffer.swap16() : buffer;
};
function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function textOf(
  bytes: Uint8Array,
  encoding?: string,
  size = Math.max(1, bytes.length),
): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of decodeText(inPieces(bytes, size), encoding)) pieces.push(piece);
  return pieces.join('');
}

describe('decodeText', () => {
  it('reads UTF-8 and UTF-16 by their marks, and takes the mark away', async () => {
    const text = 'id,input\r\n1,Österreich 𝑥 日本';
    expect(await textOf(Buffer.from(`\uFEFF${text}`))).toBe(text);
    expect(await textOf(utf16(`\uFEFF${text}`))).toBe(text);
    expect(await textOf(utf16(`\uFEFF${text}`, true))).toBe(text);
  });
  it('knows UTF-16 of Latin text without a mark', async () => {
    expect(await textOf(utf16('id,input\n1,hello'))).toBe('id,input\n1,hello');
    expect(await textOf(utf16('id,input\n1,hello', true))).toBe('id,input\n1,hello');
  });
  it('refuses what is not UTF-8, with line and byte, and reads it when told what it is', async () => {
    const ansi = Buffer.concat([Buffer.from('id,input\n1,'), bytesOf(0xd6), Buffer.from('sterreich\n')]);
    await expect(textOf(ansi)).rejects.toMatchObject({ message: 'this is not UTF-8 (byte 0xD6)', line: 2 });
    expect(await textOf(ansi, 'windows-1252')).toBe('id,input\n1,Österreich\n');
    await expect(textOf(Buffer.from('ab\ncd\xc3', 'latin1'))).rejects.toMatchObject({
      encoding: 'utf-8',
      line: 2,
    });
  });
  it('knows which encodings there are', () => {
    expect(['utf-8', 'windows-1252', 'shift_jis', 'gbk'].every(isEncoding)).toBe(true);
    expect(isEncoding('ebcdic-4711')).toBe(false);
  });
  it('does not care where the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 5 }),
        async (text, size) => {
          const whole = text.toWellFormed().replaceAll('\u0000', '');
          expect(await textOf(Buffer.from(`x${whole}`), undefined, size)).toBe(`x${whole}`);
        },
      ),
    );
  });
});

describe('textLines', () => {
  const linesOf = async (pieces: string[]) => {
    const lines: string[] = [];
    async function* all() {
      yield* pieces;
    }
    for await (const line of textLines(all())) lines.push(line);
    return lines;
  };
  it('ends lines at LF and CRLF alone', async () => {
    expect(await linesOf(['a\r\nb\n', '\nc\u2028d', 'e\r', '\nf'])).toEqual(['a', 'b', '', 'c\u2028de', 'f']);
    expect(await linesOf([])).toEqual([]);
  });
});
