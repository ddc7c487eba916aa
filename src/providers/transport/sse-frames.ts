/**
 * Counts server-sent-event frames in a byte stream, so that the n-th parsed event can be given the stamp of the chunk
 * that completed it. Follows the WHATWG event stream grammar: lines end in LF, CR or CRLF; an empty line dispatches;
 * a frame without a `data` field (comments, bare events) is none; `[DONE]` is counted by no parser, so not here either.
 */
import type { FrameCounter } from './frame-counter.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const CLOSING_BRACE = 125;
const done = new TextEncoder().encode('[DONE]');
const mark = new TextEncoder().encode('\uFEFF');
const field = new TextEncoder().encode('data');

export class SseFrames implements FrameCounter {
  #complete = 0;
  #markSeen = 0;
  #line: number[] = [];
  #lineLength = 0;
  #afterCr = false;
  #hasData = false;
  #isDone = false;
  /** The last byte that is more than white space. */
  #lastByte = 0;

  /** Only the first bytes of a line matter; longer ones are counted, not kept. */
  push(bytes: Uint8Array): number {
    this.#complete = 0;
    // most streams have no CR at all: look for it once per chunk, not once per line
    let nextCr = -2;
    for (let i = this.#skipMark(bytes); i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (byte === LF && this.#afterCr) {
        this.#afterCr = false;
        continue;
      }
      this.#afterCr = byte === CR;
      if (byte === LF || byte === CR) this.#endLine();
      else {
        if (this.#lineLength < 16) this.#line[this.#lineLength] = byte;
        this.#lineLength++;
        // inside a long line: jump to its end
        if (this.#lineLength > 16) {
          const lf = bytes.indexOf(LF, i + 1);
          if (nextCr !== -1 && nextCr <= i) nextCr = bytes.indexOf(CR, i + 1);
          const next = Math.min(lf === -1 ? bytes.length : lf, nextCr === -1 ? bytes.length : nextCr);
          this.#lineLength += next - i - 1;
          i = next - 1;
        }
      }
    }
    let last = bytes.length - 1;
    while (last >= 0 && (bytes[last] as number) <= SPACE) last--;
    if (last >= 0) this.#lastByte = bytes[last] as number;
    return this.#complete;
  }

  /** An event is dispatched by its empty line. The last one may lack it, when all of its JSON has come: else it was cut. */
  end(): number {
    this.#complete = 0;
    if (this.#lineLength > 0) this.#endLine();
    if (this.#lastByte === CLOSING_BRACE) this.#endLine();
    return this.#complete;
  }

  /** A byte order mark ahead of everything is none of it. */
  #skipMark(bytes: Uint8Array): number {
    let at = 0;
    while (this.#markSeen < mark.length && at < bytes.length) {
      this.#markSeen = bytes[at] === mark[this.#markSeen] ? this.#markSeen + 1 : mark.length + 1;
      if (this.#markSeen <= mark.length) at++;
    }
    return at;
  }

  #endLine(): void {
    const length = this.#lineLength;
    this.#lineLength = 0;
    if (length === 0) {
      if (this.#hasData && !this.#isDone) this.#complete++;
      this.#hasData = false;
      this.#isDone = false;
      return;
    }
    const isData =
      length >= 4 &&
      field.every((byte, i) => this.#line[i] === byte) &&
      (length === 4 || this.#line[4] === 58);
    if (!isData) return;
    const valueStart = this.#line[5] === 32 ? 6 : 5;
    this.#isDone =
      !this.#hasData &&
      length === valueStart + done.length &&
      done.every((byte, i) => this.#line[valueStart + i] === byte);
    this.#hasData = true;
  }
}
