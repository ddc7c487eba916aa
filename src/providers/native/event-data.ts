import { createParser, type EventSourceParser } from 'eventsource-parser';

const lead = 'data: ';

/**
 * The data of server-sent events. Events of a single `data: …` line with plain line ends, which is what nearly every endpoint sends, are cut out
 * of the text; anything else (fields, comments, CRLF, a byte order mark) is read by the library, which costs five times as much.
 */
export class EventData {
  readonly #onData: (data: string) => void;
  readonly #parser: EventSourceParser;
  #rest = '';
  /** All of this stream goes to the library. */
  #isOdd = false;

  constructor(onData: (data: string) => void) {
    this.#onData = onData;
    this.#parser = createParser({ onEvent: ({ data }) => onData(data) });
  }

  feed(text: string): void {
    if (this.#isOdd) return this.#parser.feed(text);
    const whole = this.#rest + text;
    if (whole.includes('\r') || whole.startsWith('\uFEFF')) {
      this.#isOdd = true;
      this.#rest = '';
      return this.#parser.feed(whole);
    }
    let from = 0;
    for (let end = whole.indexOf('\n\n'); end >= 0; end = whole.indexOf('\n\n', from)) {
      const isPlain = whole.startsWith(lead, from) && whole.indexOf('\n', from) === end;
      if (isPlain) this.#onData(whole.slice(from + lead.length, end));
      else this.#parser.feed(whole.slice(from, end + 2));
      from = end + 2;
    }
    this.#rest = whole.slice(from);
  }
}
