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

export class AwsEventFraming implements Framing {
  readonly #taker: FrameTaker;
  readonly #openText: () => Framing;
  #held = Buffer.alloc(0);
  /** It is text after all: an answer in one piece, or an error. */
  #text: Framing | null = null;
  #isBroken = false;

  constructor(taker: FrameTaker, openText: () => Framing) {
    this.#taker = taker;
    this.#openText = openText;
  }

  push(bytes: Uint8Array): void {
    if (this.#isBroken) return;
    if (this.#text) return this.#text.push(bytes);
    this.#held = this.#held.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#held, bytes]);
    // a message that begins so would be 2 GB long
    if (this.#held[0] === 0x7b || this.#held[0] === 0x5b) {
      this.#text = this.#openText();
      return this.#text.push(this.#held);
    }
    this.#cut();
  }

  #cut(): void {
    let from = 0;
    while (this.#held.length - from >= preludeLength) {
      const length = this.#held.readUInt32BE(from);
      if (length < preludeLength + checksumLength || length > maxLength) return this.#break();
      if (this.#held.length - from < length) break;
      const message = this.#held.subarray(from, from + length);
      from += length;
      if (!this.#message(message)) return this.#break();
    }
    this.#held = this.#held.subarray(from);
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
