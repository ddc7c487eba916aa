import fc from 'fast-check';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyDecoder, codingsOf } from './body-decoder.ts';

const coders: Record<string, (bytes: Uint8Array) => Buffer> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
};

interface Decoded {
  pieces: { text: string; atMs: number }[];
  text: string;
}

async function decoded(codings: string[], chunks: Uint8Array[]): Promise<Decoded> {
  const pieces: { bytes: Buffer; atMs: number }[] = [];
  const decoder = new BodyDecoder(codings, (bytes, atMs) => pieces.push({ bytes: Buffer.from(bytes), atMs }));
  // all at once, as they may come: each waits for the one before
  await Promise.all(chunks.map((chunk, i) => decoder.push(chunk, i)));
  await decoder.end();
  return {
    pieces: pieces.map(({ bytes, atMs }) => ({ text: bytes.toString(), atMs })),
    text: Buffer.concat(pieces.map(({ bytes }) => bytes)).toString(),
  };
}

const cutAt = (bytes: Uint8Array, cuts: number[]): Uint8Array[] => {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
};

describe('BodyDecoder', () => {
  it('gives back what was coded, by whatever codings and however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 3000 }),
        fc.array(fc.constantFrom(...Object.keys(coders)), { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat(5000), { maxLength: 6 }),
        async (text, codings, cuts) => {
          const coded = codings.reduce<Uint8Array>(
            (bytes, coding) => coders[coding]!(bytes),
            Buffer.from(text),
          );
          const chunks = cutAt(coded, cuts).filter(({ length }) => length > 0);
          expect((await decoded(codings, chunks)).text).toBe(Buffer.from(text).toString());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stamps what a chunk made readable with that chunk, not with a later one', async () => {
    const frames = ['data: one\n\n', 'data: two\n\n', 'data: three\n\n'];
    const { pieces } = await decoded(
      ['gzip'],
      frames.map((frame) => gzipSync(frame)),
    );
    expect(pieces).toEqual(frames.map((text, atMs) => ({ text, atMs })));
  });

  it('reads the bare form of deflate, and gzip in several members', async () => {
    expect((await decoded(['deflate'], [deflateRawSync('Lima')])).text).toBe('Lima');
    expect((await decoded(['gzip'], [Buffer.concat([gzipSync('Li'), gzipSync('ma')])])).text).toBe('Lima');
  });

  // a cut zstd body ends without an error in Node: that an answer lacks its end, its reader has to tell
  it.each(['gzip', 'deflate', 'br'])('says that %s was cut', async (coding) => {
    const whole = coders[coding]!(Buffer.from('Lima is the capital of Peru. '.repeat(50)));
    await expect(decoded([coding], [whole.subarray(0, -5)])).rejects.toMatchObject({ code: 'ASSAY_CUT' });
  });

  it.each(Object.keys(coders))('says that it is not %s', async (coding) => {
    await expect(
      decoded([coding], [Buffer.from('\u0007 this is nothing of the kind')]),
    ).rejects.toMatchObject({
      code: 'ASSAY_CODING',
      message: expect.stringContaining(coding),
    });
  });

  it('takes no bytes for no body', async () => {
    expect(await decoded(['gzip'], [])).toEqual({ pieces: [], text: '' });
  });

  it('goes no further once its reader has had enough', async () => {
    let seen = 0;
    const decoder = new BodyDecoder(['gzip'], (bytes) => {
      seen += bytes.length;
      if (seen > 1_000_000) throw new Error('enough');
    });
    await expect(decoder.push(gzipSync(Buffer.alloc(50_000_000)), 0)).rejects.toThrow('enough');
    expect(seen).toBeLessThan(1_100_000);
  });

  it('ends at once when it is closed', async () => {
    const decoder = new BodyDecoder(['gzip'], () => undefined);
    const pushed = decoder.push(gzipSync(Buffer.alloc(50_000_000)), 0);
    await Promise.resolve();
    decoder.close();
    await expect(pushed).rejects.toMatchObject({ code: 'ASSAY_CANCELLED' });
  });
});

describe('content-encoding', () => {
  it.each([
    [null, []],
    ['', []],
    ['identity', []],
    ['GZIP', ['gzip']],
    ['x-gzip', ['gzip']],
    ['gzip, br', ['gzip', 'br']],
  ])('%s', (given, codings) => {
    expect(codingsOf(given)).toEqual(codings);
  });

  it.each(['compress', 'aws-chunked', 'constructor', 'gzip,gzip,gzip,gzip,gzip'])(
    '%s is not known',
    (given) => {
      expect(() => codingsOf(given)).toThrow(/content-encoding is "/);
    },
  );
});
