/** Gives the n-th frame of an answer its stamp, whatever the framing: chosen by the answer's content type. */
import { AwsEventFrames } from './aws-event-frames.ts';
import type { FrameCounter } from './frame-counter.ts';
import { NdjsonFrames } from './ndjson-frames.ts';
import { SseFrames } from './sse-frames.ts';

/** An unknown framing, or an answer in one piece: every chunk is a frame. */
const chunks: FrameCounter = { push: (bytes) => (bytes.length > 0 ? 1 : 0), end: () => 0 };

function counterOf(contentType: string): FrameCounter {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  switch (type) {
    case 'text/event-stream':
      return new SseFrames();
    case 'application/vnd.amazon.eventstream':
      return new AwsEventFrames();
    case 'application/x-ndjson':
    case 'application/jsonl':
    case 'application/x-jsonlines':
      return new NdjsonFrames();
    default:
      return chunks;
  }
}

export class WireFrames {
  /** Stamp of every complete frame so far, ms. */
  readonly at: number[] = [];
  #counter: FrameCounter | null = null;
  #lastMs = 0;

  /** A response has begun. Refusals are not counted: they carry no frames of an answer. */
  begin(status: number, contentType: string | null): void {
    this.#counter = status < 400 ? counterOf(contentType ?? '') : null;
  }

  push(bytes: Uint8Array, atMs: number): void {
    this.#lastMs = atMs;
    this.#add(this.#counter?.push(bytes) ?? 0);
  }

  /** The response has ended, with the last bytes pushed; true when that completed a frame. */
  end(): boolean {
    const frames = this.#counter?.end() ?? 0;
    this.#add(frames);
    this.#counter = null;
    return frames > 0;
  }

  #add(frames: number): void {
    for (let i = 0; i < frames; i++) this.at.push(this.#lastMs);
  }
}
