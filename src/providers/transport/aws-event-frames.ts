import type { FrameCounter } from './frame-counter.ts';

const prefixLength = 4;

/**
 * Counts the messages of `application/vnd.amazon.eventstream`: each begins with its whole length in four bytes, big-endian
 * (https://smithy.io/2.0/aws/amazon-eventstream.html). Checksums are the parser's business.
 */
export class AwsEventFrames implements FrameCounter {
  /** Bytes of the present message's length prefix seen so far, and its value. */
  #prefixSeen = 0;
  #length = 0;
  /** Bytes of the present message still to come, once the prefix is whole. */
  #missing = 0;
  #isBroken = false;

  push(bytes: Uint8Array): number {
    let complete = 0;
    let at = 0;
    while (at < bytes.length && !this.#isBroken) {
      if (this.#prefixSeen < prefixLength) {
        this.#length = this.#length * 256 + (bytes[at++] as number);
        if (++this.#prefixSeen < prefixLength) continue;
        this.#missing = this.#length - prefixLength;
        // no message is shorter than its preamble and checksums: what follows cannot be counted
        this.#isBroken = this.#length < 16;
        continue;
      }
      const taken = Math.min(this.#missing, bytes.length - at);
      at += taken;
      this.#missing -= taken;
      if (this.#missing > 0) break;
      complete++;
      this.#prefixSeen = 0;
      this.#length = 0;
    }
    return complete;
  }

  end(): number {
    return 0;
  }
}
