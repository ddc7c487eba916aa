/**
 * Messages of `application/vnd.amazon.eventstream`: https://smithy.io/2.0/aws/amazon-eventstream.html
 * Each is its length, the length of its headers and a checksum of the two (4 bytes each, big-endian), headers, a payload, a checksum of
 * all before it.
 */
import { crc32 } from 'node:zlib';
import type { FrameTaker, Framing } from '../frame-taker.ts';

const preludeLength = 12;
const checksumLength = 4;
/** The format allows 16 MB of payload and 128 kB of headers. */
const maxLength = 17_000_000;

/** Length of a header's value by its type; of types 6 and 7 two bytes tell it. */
const fixedLengths = [0, 0, 1, 2, 4, 8, null, null, 8, 16] as const;
const textType = 7;

/** Text headers by name; the others say nothing here. */
function headersIn(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const name = bytes.toString('utf8', at + 1, nameEnd);
    const type = bytes.readUInt8(nameEnd);
    const fixed = fixedLengths[type];
    if (fixed === undefined) return headers;
    const from = nameEnd + 1 + (fixed === null ? 2 : 0);
    const length = fixed ?? bytes.readUInt16BE(nameEnd + 1);
    if (type === textType) headers.set(name, bytes.toString('utf8', from, from + length));
    at = from + length;
  }
  return headers;
}

/** Of the message that begins so; `null`: the bytes are no beginning of one. */
function lengthOf(prelude: Buffer): number | null {
  const length = prelude.readUInt32BE(0);
  const isSound = crc32(prelude.subarray(0, 8)) === prelude.readUInt32BE(8);
  return isSound && length >= preludeLength + checksumLength && length <= maxLength ? length : null;
}

export class AwsEventFraming implements Framing {
  readonly #taker: FrameTaker;
  readonly #openText: () => Framing;
  /** Of the message that is not whole yet. */
  #pieces: Uint8Array[] = [];
  #heldBytes = 0;
  #neededBytes = preludeLength;
  /** It is text after all: an answer in one piece, or an error. */
  #text: Framing | null = null;
  #isBroken = false;

  constructor(taker: FrameTaker, openText: () => Framing) {
    this.#taker = taker;
    this.#openText = openText;
  }

  push(bytes: Uint8Array): void {
    if (this.#isBroken || bytes.length === 0) return;
    // a message that begins so would be 2 GB long
    if (this.#heldBytes === 0 && (bytes[0] === 0x7b || bytes[0] === 0x5b)) this.#text ??= this.#openText();
    if (this.#text) return this.#text.push(bytes);
    this.#pieces.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= this.#neededBytes) this.#cut(Buffer.concat(this.#pieces));
  }

  #cut(held: Buffer): void {
    let from = 0;
    this.#neededBytes = preludeLength;
    while (held.length - from >= preludeLength) {
      const length = lengthOf(held.subarray(from, from + preludeLength));
      if (length === null) return this.#break();
      this.#neededBytes = length;
      if (held.length - from < length) break;
      if (!this.#message(held.subarray(from, from + length))) return this.#break();
      from += length;
      this.#neededBytes = preludeLength;
    }
    this.#heldBytes = held.length - from;
    this.#pieces = this.#heldBytes === 0 ? [] : [held.subarray(from)];
  }

  /** `false`: it was damaged on its way. */
  #message(message: Buffer): boolean {
    const end = message.length - checksumLength;
    if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) return false;
    const payloadFrom = preludeLength + message.readUInt32BE(4);
    if (payloadFrom > end) return false;
    const headers = headersIn(message.subarray(preludeLength, payloadFrom));
    const payload = message.toString('utf8', payloadFrom, end);
    if (headers.get(':message-type') === 'error') {
      const [type, said] = [headers.get(':error-code') ?? 'error', headers.get(':error-message') ?? payload];
      this.#taker.frame(JSON.stringify({ type, message: said }), 'error');
    } else this.#taker.frame(payload, headers.get(':exception-type') ?? headers.get(':event-type') ?? '');
    return true;
  }

  #break(): void {
    this.#isBroken = true;
    this.#taker.frame(
      JSON.stringify({ message: 'the event stream is damaged: a checksum or length is wrong' }),
      'error',
    );
  }

  end(): void {
    this.#text?.end();
  }
}
