/** How the bytes of an answer are cut into frames, by its content type and, as many servers send a wrong one or none, by how it begins. */
import { StringDecoder } from 'node:string_decoder';
import { AwsEventFraming } from './bedrock/aws-event-framing.ts';
import type { FrameTaker, Framing } from './frame-taker.ts';
import { EventData } from './event-data.ts';

const isLines = (contentType: string): boolean => /\/(x-ndjson|jsonl|x-jsonlines)\b/i.test(contentType);

/** Text: server-sent events, lines of JSON, or one JSON document. */
class TextFraming implements Framing {
  readonly #taker: FrameTaker;
  readonly #contentType: string;
  // a `TextDecoder` is an object of the engine's own, and one a call
  readonly #decoder = new StringDecoder('utf8');
  #events: EventData | null = null;
  /** What has come and is not frames yet: a line that goes on, or all of a document. */
  #held = '';
  #isDocument = false;

  constructor(contentType: string, taker: FrameTaker) {
    this.#contentType = contentType;
    this.#taker = taker;
  }

  push(bytes: Uint8Array): void {
    this.#text(this.#decoder.write(bytes as Buffer));
  }

  /** Looks at each piece once: what is held is joined only when it is handed on. */
  #text(text: string): void {
    if (this.#events) return this.#events.feed(text);
    if (this.#isDocument) {
      this.#held += text;
      return;
    }
    if (isLines(this.#contentType)) return this.#lines(text);
    const held = text.trimStart();
    const begins = held[0];
    if (begins === undefined) return;
    if (begins === '{' || begins === '[' || begins === '<') {
      this.#isDocument = true;
      this.#held = held;
      return;
    }
    this.#events = new EventData((data, event) => this.#taker.frame(data, event));
    this.#events.feed(held);
  }

  #lines(text: string): void {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#taker.frame(this.#held + text.slice(from, end), '');
      this.#held = '';
      from = end + 1;
    }
    this.#held += text.slice(from);
  }

  end(): void {
    this.#text(this.#decoder.end());
    if (this.#events) this.#events.end();
    else if (this.#isDocument) this.#taker.whole(this.#held);
    else this.#taker.frame(this.#held, '');
  }
}

/** Event streams of AWS are binary, whatever follows. */
export const framingOf = (contentType: string, taker: FrameTaker): Framing =>
  /vnd\.amazon\.eventstream/i.test(contentType)
    ? new AwsEventFraming(taker, () => new TextFraming('', taker))
    : new TextFraming(contentType, taker);
