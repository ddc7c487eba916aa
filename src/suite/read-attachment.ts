import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { decodeDataUrl } from '../base/data-url.ts';
import type { Attachment } from '../contract/content.ts';
import type { Problem } from '../contract/errors.ts';
import { meant } from '../contract/problems/near-miss.ts';
import type { OnFile } from './source.ts';
import { mediaOfName, sniffMedia } from './sniff-media.ts';

/** What the larger providers take in one request. */
const maxBytes = 20 * 1024 * 1024;

const accepted = 'a PNG, JPEG, GIF or WebP picture, or a PDF';

/** What an attachment is, and where its bytes are; `from` is `null` when the provider fetches them. */
export interface ReadAttachment {
  attachment: Omit<Attachment, 'alt'>;
  from: string | null;
}
export type Mistake = Pick<Problem, 'message' | 'expected' | 'remedy'>;

const typeOf = (mediaType: string): Attachment['type'] => (mediaType.startsWith('image/') ? 'image' : 'file');
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

function ofBytes(bytes: Uint8Array, name: string, from: string): ReadAttachment | Mistake {
  if (bytes.length > maxBytes)
    return {
      message: `"${name}" has ${megabytes(bytes.length)}.`,
      expected: `at most ${megabytes(maxBytes)}`,
      remedy: 'Make the picture smaller, or split the document.',
    };
  const mediaType = sniffMedia(bytes);
  if (mediaType === null)
    return {
      message: bytes.length === 0 ? `"${name}" is empty.` : `"${name}" has an unknown type.`,
      expected: accepted,
      remedy: 'To send a text file, put its text into the prompt.',
    };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    attachment: { type: typeOf(mediaType), name, mediaType, bytes: bytes.length, sha256 },
    from,
  };
}

/** The provider fetches it; what it is can only be told by its name. */
function ofUrl(place: string): ReadAttachment | Mistake {
  const url = URL.parse(place);
  if (!url) return { message: `"${place}" is not a URL.`, expected: 'an https: URL' };
  const name = basename(url.pathname) || url.hostname;
  const mediaType = mediaOfName(name);
  if (mediaType === null)
    return {
      message: `"${place}" does not show its type.`,
      expected: 'a URL that ends in .png, .jpg, .gif, .webp or .pdf',
      remedy: 'Download it and use the file instead.',
    };
  return {
    attachment: { type: typeOf(mediaType), name, mediaType, bytes: null, sha256: null, url: place },
    from: null,
  };
}

async function ofFile(place: string, folder: string, onFile?: OnFile): Promise<ReadAttachment | Mistake> {
  const path = resolve(folder, place);
  await onFile?.(path);
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) {
    const names = await readdir(dirname(path)).catch(() => []);
    const usable = names.filter((name) => mediaOfName(name) !== null);
    return {
      message: info ? `"${place}" is a folder.` : `There is no file "${place}".`,
      expected: `${accepted}; its path is relative to "${folder}"`,
      ...meant(basename(place), usable),
    };
  }
  // too large to be read at all
  if (info.size > maxBytes) return ofBytes({ length: info.size } as Uint8Array, basename(path), path);
  return ofBytes(await readFile(path), basename(path), path);
}

/** Reads, hashes and recognises a picture or document; or says what is wrong with it. */
export async function readAttachment(
  place: string,
  folder: string,
  onFile?: OnFile,
): Promise<ReadAttachment | Mistake> {
  if (/^data:/i.test(place)) {
    const data = decodeDataUrl(place);
    if (!data) return { message: 'The data: URL cannot be read.', expected: 'data:image/png;base64,…' };
    const ending = extname(data.mediaType.replace('/', '.'));
    return ofBytes(data.bytes, `inline${ending}`, place);
  }
  if (/^https:/i.test(place)) return ofUrl(place);
  if (/^[a-z][a-z0-9+-]+:\/\//i.test(place))
    return {
      message: `"${place}" is not a supported address.`,
      expected: 'a file, or a data: or https: URL',
    };
  return ofFile(place, folder, onFile);
}
