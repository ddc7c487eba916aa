import type { FrameCounter } from './frame-counter.ts';

const LF = 10;
const whitespace = new Set([9, 13, 32]);

/** Counts the lines of newline-delimited JSON that hold more than white space. The last one needs no line feed: it ends with the stream. */
export class NdjsonFrames implements FrameCounter {
  #hasContent = false;

  push(bytes: Uint8Array): number {
    let complete = 0;
    let from = 0;
    for (let lf = bytes.indexOf(LF); lf !== -1; lf = bytes.indexOf(LF, from)) {
      if (this.#sees(bytes, from, lf)) complete++;
      this.#hasContent = false;
      from = lf + 1;
    }
    this.#hasContent = this.#sees(bytes, from, bytes.length);
    return complete;
  }

  end(): number {
    return this.#hasContent ? 1 : 0;
  }

  #sees(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#hasContent) return true;
    for (let i = from; i < to; i++) if (!whitespace.has(bytes[i] as number)) return true;
    return false;
  }
}
