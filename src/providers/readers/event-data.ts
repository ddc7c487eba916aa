import { createParser, type EventSourceParser } from 'eventsource-parser';

const dataField = 'data:';
const eventField = 'event:';
const space = 32;

/**
 * The data of server-sent events and the name each was sent under ('' for none). Events of one `data:` line with plain line ends, alone or after
 * an `event:` line, which is what nearly every endpoint sends, are cut out of the text; anything else (other fields, comments, CRLF) is read by
 * the library, which costs five times as much. Text is looked at once, however many pieces an event comes in.
 */
export class EventData {
  readonly #onData: (data: string, event: string) => void;
  readonly #parser: EventSourceParser;
  /** Of the event that is not whole yet. */
  #pieces: string[] = [];
  #isFirst = true;
  /** All of this stream goes to the library. */
  #isOdd = false;

  constructor(onData: (data: string, event: string) => void) {
    this.#onData = onData;
    this.#parser = createParser({
      onEvent: ({ data, event }) => onData(data, event ?? ''),
      // a server that dies within a stream may write its error as a bare line of JSON, or under a field of that name
      onError: ({ type, field, value = '', line = '' }) => {
        if (type !== 'unknown-field') return;
        if (field === 'error')
          onData(value.startsWith('{') ? value : JSON.stringify({ error: value }), 'error');
        else if (line.startsWith('{')) onData(line, '');
      },
    });
  }

  feed(text: string): void {
    const own = this.#isFirst && text.startsWith('\uFEFF') ? text.slice(1) : text;
    if (text === '') return;
    this.#isFirst = false;
    this.#isOdd ||= own.includes('\r');
    if (this.#isOdd) this.#parser.feed(this.#taken(own));
    else this.#events(own);
  }

  /** A last event that no empty line follows is one all the same: some servers leave it out. */
  end(): void {
    this.#parser.feed(`${this.#taken('')}\n\n`);
  }

  #events(text: string): void {
    // the first of two line feeds may have ended the piece before
    const isCutBetween = text.startsWith('\n') && this.#pieces.at(-1)?.endsWith('\n') === true;
    let end = isCutBetween ? -1 : text.indexOf('\n\n');
    if (end < 0 && !isCutBetween) {
      if (text !== '') this.#pieces.push(text);
      return;
    }
    const first = this.#taken(text.slice(0, end + 2));
    this.#event(first, 0, first.length - 2);
    let from = end + 2;
    for (end = text.indexOf('\n\n', from); end >= 0; end = text.indexOf('\n\n', from)) {
      this.#event(text, from, end);
      from = end + 2;
    }
    if (from < text.length) this.#pieces.push(text.slice(from));
  }

  /** What waited, with what came now. */
  #taken(text: string): string {
    if (this.#pieces.length === 0) return text;
    const whole = this.#pieces.join('') + text;
    this.#pieces = [];
    return whole;
  }

  #event(whole: string, from: number, end: number): void {
    if (!this.#cut(whole, from, end)) this.#parser.feed(whole.slice(from, end + 2));
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
