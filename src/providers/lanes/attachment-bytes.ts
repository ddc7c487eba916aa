import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment, Message } from '../../contract/content.ts';
import { isAttachment, partsOf } from '../../contract/content-parts.ts';

/** Base64 kept in one lane's memory, characters. */
const maxKept = 64 * 1024 * 1024;

/** Where a provider finds an attachment: its bytes in base64, or an address it fetches itself. */
export type AttachmentData = { base64: string } | { url: string };
export type DataOf = (attachment: Attachment) => AttachmentData;

const nothing: DataOf = () => {
  throw new Error('the message has no attachment');
};

export interface AttachmentReader {
  /** Reads what the messages speak of, so that it is at hand when the call is written. Rejects when a file is not there. */
  read(messages: Message[]): Promise<DataOf>;
}

/** `folder` holds files named by the SHA-256 of their bytes; the last ones used are kept in memory. */
export function createAttachmentReader(folder: string | undefined): AttachmentReader {
  const kept = new Map<string, string>();
  let size = 0;

  async function load(sha256: string): Promise<string> {
    const known = kept.get(sha256);
    if (known !== undefined) {
      kept.delete(sha256);
      kept.set(sha256, known);
      return known;
    }
    if (folder === undefined) throw new Error('the files of the suite are not available');
    const base64 = await readFile(join(folder, sha256), 'base64');
    kept.set(sha256, base64);
    size += base64.length;
    for (const [oldest, text] of kept) {
      if (size <= maxKept || oldest === sha256) break;
      kept.delete(oldest);
      size -= text.length;
    }
    return base64;
  }

  return {
    async read(messages) {
      // nearly every call, and under load thousands a second
      if (messages.every(({ content }) => typeof content === 'string')) return nothing;
      const data = new Map<Attachment, AttachmentData>();
      for (const part of messages.flatMap(({ content }) => partsOf(content)).filter(isAttachment))
        data.set(part, part.sha256 === null ? { url: part.url ?? '' } : { base64: await load(part.sha256) });
      return (attachment) => data.get(attachment) as AttachmentData;
    },
  };
}
