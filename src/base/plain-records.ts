/** The records of a table that is written as RFC 4180 says, which nearly all are: several times as fast as a parser that has to know all others. */

/** The cells of a record, and the line of the file that it begins on, from 1. */
export interface TableRecord {
  cells: string[];
  line: number;
}

/** `\n` or `\r\n`; `null`: the text has another end of line, or none yet. */
export function lineEndAt(text: string, at: number): '\n' | '\r\n' | null {
  if (text[at] === '\n') return '\n';
  return text.startsWith('\r\n', at) ? '\r\n' : null;
}

/** A record that is longer has its quotes wrong, or is for a parser that can say what is wrong. */
const maxCharacters = 1 << 20;

const quote = '"';

/** Takes a text in pieces. What is not as the RFC says it leaves where it is, for a parser that knows what is meant, or what is wrong. */
export class PlainRecords {
  readonly #delimiter: string;
  readonly #lineEnd: string;
  #text = '';
  #at = 0;
  #line: number;
  /** Where the next line end and the next quote are, at or behind the place that was looked from. */
  #nextEnd = -1;
  #nextQuote = -1;

  constructor(table: { delimiter: string; lineEnd: '\n' | '\r\n'; firstLine: number }) {
    this.#delimiter = table.delimiter;
    this.#lineEnd = table.lineEnd;
    this.#line = table.firstLine;
  }

  /** What no record was made of yet, and the line that it begins on. */
  get rest(): { text: string; line: number } {
    return { text: this.#text.slice(this.#at), line: this.#line };
  }

  /** The records that a piece completes; `isEnd`: none follows. `isPlain` is false when what is left is for another parser. */
  push(piece: string, isEnd: boolean): { records: TableRecord[]; isPlain: boolean } {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#at = 0;
    this.#nextEnd = this.#nextQuote = -1;
    const records: TableRecord[] = [];
    for (;;) {
      while (this.#text.startsWith(this.#lineEnd, this.#at)) {
        this.#at += this.#lineEnd.length;
        this.#line++;
      }
      if (this.#at >= this.#text.length) return { records, isPlain: true };
      const line = this.#line;
      const cells = this.#record(isEnd);
      if (cells === 'open')
        return { records, isPlain: !isEnd && this.#text.length - this.#at <= maxCharacters };
      if (cells === null) return { records, isPlain: false };
      records.push({ cells, line });
    }
  }

  #find(what: string, from: number): number {
    const at = this.#text.indexOf(what, from);
    return at === -1 ? this.#text.length : at;
  }

  /** The cells of the record here, behind which it then stands; `open`: its end has not come; `null`: it is not plain. */
  #record(isEnd: boolean): string[] | 'open' | null {
    const text = this.#text;
    const cells: string[] = [];
    let lines = 1;
    for (let at = this.#at; ;) {
      let end: number;
      if (text.startsWith(quote, at)) {
        const cell = this.#quoted(at);
        if (cell === null) return 'open';
        end = cell.end;
        for (
          let from = text.indexOf('\n', at);
          from !== -1 && from < end;
          from = text.indexOf('\n', from + 1)
        )
          lines++;
        cells.push(cell.value);
      } else {
        end = this.#plainEnd(at);
        if (this.#nextQuote < end) return null;
        cells.push(text.slice(at, end));
      }
      if (end >= text.length && !isEnd) return 'open';
      if (end < text.length && text.startsWith(this.#delimiter, end)) {
        at = end + this.#delimiter.length;
        continue;
      }
      const isLine = text.startsWith(this.#lineEnd, end);
      if (!isLine && end < text.length) return end === text.length - 1 && !isEnd ? 'open' : null;
      this.#at = isLine ? end + this.#lineEnd.length : end;
      this.#line += lines;
      return cells;
    }
  }

  /** Where a cell without quotes ends. */
  #plainEnd(at: number): number {
    if (this.#nextEnd < at) this.#nextEnd = this.#find('\n', at);
    if (this.#nextQuote < at) this.#nextQuote = this.#find(quote, at);
    const end = Math.min(this.#find(this.#delimiter, at), this.#nextEnd);
    return this.#lineEnd === '\r\n' && end === this.#nextEnd && this.#text[end - 1] === '\r' ? end - 1 : end;
  }

  /** A cell in quotes, those inside written twice; `null`: the last one has not come. */
  #quoted(at: number): { value: string; end: number } | null {
    const text = this.#text;
    let close = text.indexOf(quote, at + 1);
    let hasInside = false;
    while (close !== -1 && text.startsWith(quote, close + 1)) {
      hasInside = true;
      close = text.indexOf(quote, close + 2);
    }
    if (close === -1) return null;
    const value = text.slice(at + 1, close);
    return { value: hasInside ? value.replaceAll('""', quote) : value, end: close + 1 };
  }
}
