/**
 * The tokens of an encoding, found by their bytes. Held in three arrays of numbers: as strings and a map of JavaScript, 200,000 tokens take
 * 50 MB and half a second.
 */

/** What is not a token; above all ranks, so that it is never the lowest. */
export const noRank = 0x7fffffff;

const [space, newline, padding] = [32, 10, 61];
const sextets = new Uint8Array(256);
for (const [value, letter] of Buffer.from(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
).entries())
  sextets[letter] = value;

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = -2128831035;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), 16777619);
  return hash ^ (hash >>> 15);
}

export class Vocabulary {
  /** Bytes of all tokens, one after the other. */
  readonly #bytes: Uint8Array;
  /** Where the token of each rank begins; one more entry than tokens. */
  readonly #starts: Uint32Array;
  /** Rank + 1 of the token at its hash or at the next free place; 0: free. */
  readonly #slots: Int32Array;

  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.#bytes = bytes;
    this.#starts = starts;
    const tokens = starts.length - 1;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * tokens + 1)));
    const mask = this.#slots.length - 1;
    for (let rank = 0; rank < tokens; rank++) {
      let at = hashOf(bytes, starts[rank] as number, starts[rank + 1] as number) & mask;
      while (this.#slots[at] !== 0) at = (at + 1) & mask;
      this.#slots[at] = rank + 1;
    }
  }

  /** Rank of the token that is these bytes, `from` ≤ i < `to`; `noRank`: there is none. */
  rankOf(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.#slots.length - 1;
    for (let at = hashOf(bytes, from, to) & mask; ; at = (at + 1) & mask) {
      const rank = (this.#slots[at] as number) - 1;
      if (rank < 0) return noRank;
      if (this.#isToken(rank, bytes, from, to)) return rank;
    }
  }

  #isToken(rank: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[rank] as number;
    if ((this.#starts[rank + 1] as number) - start !== to - from) return false;
    for (let i = from; i < to; i++) if (this.#bytes[start + i - from] !== bytes[i]) return false;
    return true;
  }
}

/** The last one may lack its end. */
function lineCount(file: Uint8Array): number {
  let lines = file.length > 0 && file.at(-1) !== newline ? 1 : 0;
  for (let at = file.indexOf(newline); at >= 0; at = file.indexOf(newline, at + 1)) lines++;
  return lines;
}

/** `file`: a line for each token, by rank: its bytes in base64, a space, its rank. */
export function readVocabulary(file: Uint8Array): Vocabulary {
  const bytes = new Uint8Array(Math.ceil((file.length * 3) / 4));
  const starts = new Uint32Array(lineCount(file) + 1);
  let tokens = 0;
  let length = 0;
  for (let i = 0; i < file.length; i++) {
    let bits = 0;
    let held = 0;
    for (; i < file.length && file[i] !== space; i++) {
      if (file[i] === padding) continue;
      bits = ((bits << 6) | (sextets[file[i] as number] as number)) & 0xffff;
      held += 6;
      if (held < 8) continue;
      held -= 8;
      bytes[length++] = bits >> held;
    }
    starts[++tokens] = length;
    while (i < file.length && file[i] !== newline) i++;
  }
  return new Vocabulary(bytes.slice(0, length), starts);
}
