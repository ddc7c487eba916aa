import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAttachment } from './read-attachment.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-attach-'));
afterAll(() => rmSync(folder, { recursive: true }));
const png = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');
const pdf = Buffer.from('%PDF-1.7');
mkdirSync(join(folder, 'pictures'));
writeFileSync(join(folder, 'pictures', 'photo.png'), png);
writeFileSync(join(folder, 'really-a-pdf.png'), pdf);
writeFileSync(join(folder, 'notes.png'), 'text');
writeFileSync(join(folder, 'empty.png'), '');
writeFileSync(join(folder, 'large.png'), png);
truncateSync(join(folder, 'large.png'), 20 * 1024 * 1024 + 1);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const read = (place: string) => readAttachment(place, folder);

describe('an attachment', () => {
  it('is what its bytes say, whatever it is called', async () => {
    expect(await read('pictures/photo.png')).toEqual({
      attachment: {
        type: 'image',
        name: 'photo.png',
        mediaType: 'image/png',
        bytes: png.length,
        sha256: sha256(png),
      },
      from: join(folder, 'pictures', 'photo.png'),
    });
    expect(await read('really-a-pdf.png')).toMatchObject({
      attachment: { type: 'file', mediaType: 'application/pdf' },
    });
  });

  it('may stand in the suite', async () => {
    const url = `data:image/png;base64,${png.toString('base64')}`;
    expect(await read(url)).toEqual({
      attachment: {
        type: 'image',
        name: 'inline.png',
        mediaType: 'image/png',
        bytes: png.length,
        sha256: sha256(png),
      },
      from: url,
    });
    expect(await read(`DATA:text/plain,${encodeURIComponent('%PDF-')}`)).toMatchObject({
      attachment: { type: 'file' },
    });
  });

  it('may be left to the provider to fetch: then nothing of it is known but its name', async () => {
    const url = 'https://example.org/a/b.JPG?size=2';
    expect(await read(url)).toEqual({
      attachment: { type: 'image', name: 'b.JPG', mediaType: 'image/jpeg', bytes: null, sha256: null, url },
      from: null,
    });
  });

  it('is announced before it is read, and may be refused then', async () => {
    const asked: string[] = [];
    await readAttachment('pictures/photo.png', folder, (path) => void asked.push(path));
    expect(asked).toEqual([join(folder, 'pictures', 'photo.png')]);
    const refuse = () => {
      throw new Error('not here');
    };
    await expect(readAttachment('pictures/photo.png', folder, refuse)).rejects.toThrow('not here');
  });

  it.each([
    ['pictures/foto.png', 'There is no file "pictures/foto.png".', 'Did you mean "photo.png"?'],
    ['gone/x.png', 'There is no file "gone/x.png".', undefined],
    ['pictures', '"pictures" is a folder.', undefined],
    ['notes.png', '"notes.png" has an unknown type.', 'To send a text file, put its text into the prompt.'],
    ['empty.png', '"empty.png" is empty.', 'To send a text file, put its text into the prompt.'],
    ['large.png', '"large.png" has 20.0 MiB.', 'Make the picture smaller, or split the document.'],
    ['http://example.org/a.png', '"http://example.org/a.png" is not a supported address.', undefined],
    ['s3://bucket/a.png', '"s3://bucket/a.png" is not a supported address.', undefined],
    [
      'https://example.org/a',
      '"https://example.org/a" does not show its type.',
      'Download it and use the file instead.',
    ],
    ['https://', '"https://" is not a URL.', undefined],
    ['data:image/png;base64', 'The data: URL cannot be read.', undefined],
  ])('%s: %s', async (place, message, remedy) => {
    const found = await read(place);
    expect(found).toMatchObject({ message, expected: expect.any(String) });
    expect('remedy' in found ? found.remedy : undefined).toBe(remedy);
  });
});
