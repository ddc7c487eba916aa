/**
 * Lines as JSON Lines and line protocols mean them: ended by LF or CRLF and by nothing else. Node's `readline` also breaks at
 * a lone CR, U+2028 and U+2029, and the last two stand in JSON strings as they are.
 */
export class LineSplitter {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Pieces of a line whose end has not come. */
  #open: string[] = [];

  /** The lines these bytes complete, without their ends. */
  push(bytes: Uint8Array): string[] {
    const [first = '', ...lines] = this.#decoder.decode(bytes, { stream: true }).split('\n');
    this.#open.push(first);
    const last = lines.pop();
    if (last === undefined) return [];
    const whole = [this.#open.join(''), ...lines].map(withoutCr);
    this.#open = [last];
    return whole;
  }

  /** The last line, if it had no end. */
  end(): string[] {
    const rest = this.#open.join('') + this.#decoder.decode();
    this.#open = [];
    return rest === '' ? [] : [withoutCr(rest)];
  }
}

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** The lines of a stream of bytes; an empty line is one too. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const splitter = new LineSplitter();
  for await (const bytes of chunks) yield* splitter.push(bytes);
  yield* splitter.end();
}
