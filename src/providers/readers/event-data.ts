import { createParser, type EventSourceParser } from 'eventsource-parser';

const dataField = 'data:';
const eventField = 'event:';
const space = 32;

/**
 * The data of server-sent events and the name each was sent under ('' for none). Events of one `data:` line with plain line ends, alone or after
 * an `event:` line, which is what nearly every endpoint sends, are cut out of the text; anything else (other fields, comments, CRLF, a byte order
 * mark) is read by the library, which costs five times as much.
 */
export class EventData {
  readonly #onData: (data: string, event: string) => void;
  readonly #parser: EventSourceParser;
  #rest = '';
  /** All of this stream goes to the library. */
  #isOdd = false;

  constructor(onData: (data: string, event: string) => void) {
    this.#onData = onData;
    this.#parser = createParser({ onEvent: ({ data, event }) => onData(data, event ?? '') });
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
      if (!this.#cut(whole, from, end)) this.#parser.feed(whole.slice(from, end + 2));
      from = end + 2;
    }
    this.#rest = whole.slice(from);
  }

  /** A last event that no empty line follows is one all the same: some servers leave it out. */
  end(): void {
    const rest = this.#rest;
    this.#rest = '';
    this.#parser.feed(`${rest}\n\n`);
  }

  /** `false`: not one of the plain kind. */
  #cut(whole: string, from: number, end: number): boolean {
    const lineEnd = whole.indexOf('\n', from);
    if (lineEnd === end) {
      if (!whole.startsWith(dataField, from)) return false;
      this.#onData(valueAfter(whole, from + dataField.length, end), '');
      return true;
    }
    const dataFrom = lineEnd + 1;
    const isPlain =
      whole.startsWith(eventField, from) &&
      whole.startsWith(dataField, dataFrom) &&
      whole.indexOf('\n', dataFrom) === end;
    if (!isPlain) return false;
    const event = valueAfter(whole, from + eventField.length, lineEnd);
    this.#onData(valueAfter(whole, dataFrom + dataField.length, end), event);
    return true;
  }
}

/** One space after the colon is not part of the value. */
const valueAfter = (whole: string, from: number, end: number): string =>
  whole.slice(from < end && whole.charCodeAt(from) === space ? from + 1 : from, end);
