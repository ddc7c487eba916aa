import type { IncomingMessage } from 'node:http';

const maxBytes = 32 * 1024 * 1024;

/** The body as text. Rejects when it is larger than `byteLimit` or the client leaves. */
export async function readBody(incoming: IncomingMessage, byteLimit = maxBytes): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > byteLimit) throw new Error(`The body is larger than ${byteLimit} bytes.`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer).toString() : Buffer.concat(chunks).toString();
}
