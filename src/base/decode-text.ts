/** Bytes of a text file as text, whatever wrote them; what cannot be known is said, never guessed. */

/** Bytes that are no text in the encoding they were read in. */
export class NotInEncoding extends Error {
  /** From 1. */
  readonly line: number;
  readonly encoding: string;
  constructor(encoding: string, line: number, byte: number | undefined) {
    const shown = byte === undefined ? '' : ` (byte 0x${byte.toString(16).toUpperCase()})`;
    super(`this is not ${encoding.toUpperCase()}${shown}`);
    this.name = 'NotInEncoding';
    this.encoding = encoding;
    this.line = line;
  }
}

/** By the mark at the start; without one, by the zero bytes that UTF-16 has in every other place. Default: UTF-8. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [place, byte] of start.subarray(0, 512).entries())
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = Math.min(start.length, 512) / 8;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : 'utf-8';
}

const linesIn = (text: string): number => text.split('\n').length - 1;

/** Where the first byte stands that no encoder of UTF-8 wrote; `undefined` for other encodings. */
function firstBad(bytes: Uint8Array, encoding: string): { byte: number; line: number } | undefined {
  if (encoding !== 'utf-8') return undefined;
  const text = new TextDecoder().decode(bytes);
  const at = text.indexOf('\uFFFD');
  const before = new TextEncoder().encode(text.slice(0, Math.max(0, at))).length;
  return { byte: bytes[before] ?? 0, line: linesIn(text.slice(0, at)) };
}

/** A name that the platform knows: utf-8, windows-1252, shift_jis … */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/**
 * Text in pieces. `encoding`: what the file is written in, when someone knows; default: seen from its start.
 * Throws `NotInEncoding` at the first byte that does not fit, with its line.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding?: string,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  const read = (bytes?: Uint8Array): string => {
    decoder ??= new TextDecoder(encoding ?? encodingOf(bytes ?? new Uint8Array()), { fatal: true });
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      const bad = bytes && firstBad(bytes, decoder.encoding);
      throw new NotInEncoding(decoder.encoding, line + (bad?.line ?? 0), bad?.byte);
    }
  };
  for await (const bytes of chunks) {
    const text = read(bytes);
    line += linesIn(text);
    if (text !== '') yield text;
  }
  const rest = read();
  if (rest !== '') yield rest;
}

const withoutCr = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** The lines that each piece of a text completes, ended by LF or CRLF; an empty line is one too. */
export async function* lineParts(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let open: string[] = [];
  for await (const piece of pieces) {
    const [first = '', ...lines] = piece.split('\n');
    open.push(first);
    const last = lines.pop();
    if (last === undefined) continue;
    yield [open.join(''), ...lines].map(withoutCr);
    open = [last];
  }
  const rest = open.join('');
  if (rest !== '') yield [withoutCr(rest)];
}

/** The same line by line. */
export async function* textLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const part of lineParts(pieces)) yield* part;
}
