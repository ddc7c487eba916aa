/** Byte-pair encoding, as far as counting needs it: how many tokens a piece of text comes to. */
import { noRank, type Vocabulary } from './vocabulary.ts';

const encoder = new TextEncoder();

/** `maxLength`: of a piece, in UTF-16 units. Gives the count of a piece, which has one at least. */
export function bytePairCounter(vocabulary: Vocabulary, maxLength: number): (piece: string) => number {
  const maxBytes = 3 * maxLength;
  const bytes = new Uint8Array(maxBytes);
  /** Where each part begins, and where the last ends. */
  const starts = new Int32Array(maxBytes + 1);
  /** Of each part together with the next: what they would be as one. */
  const ranks = new Int32Array(maxBytes);
  const pairRank = (part: number) =>
    vocabulary.rankOf(bytes, starts[part] as number, starts[part + 2] as number);

  function lowestOf(pairs: number): number {
    let lowest = noRank;
    let found = -1;
    for (let i = 0; i < pairs; i++) {
      const rank = ranks[i] as number;
      if (rank >= lowest) continue;
      lowest = rank;
      found = i;
    }
    return found;
  }

  /** The pair of the lowest rank becomes one part, until no pair is a token. */
  function merge(length: number): number {
    for (let i = 0; i <= length; i++) starts[i] = i;
    for (let i = 0; i < length - 1; i++) ranks[i] = pairRank(i);
    let parts = length;
    for (let at = lowestOf(parts - 1); at >= 0; at = lowestOf(parts - 1)) {
      starts.copyWithin(at + 1, at + 2, parts + 1);
      ranks.copyWithin(at, at + 1, parts - 1);
      parts--;
      if (at < parts - 1) ranks[at] = pairRank(at);
      if (at > 0) ranks[at - 1] = pairRank(at - 1);
    }
    return parts;
  }

  return (piece) => {
    const { written } = encoder.encodeInto(piece, bytes);
    return vocabulary.rankOf(bytes, 0, written) === noRank ? merge(written) : 1;
  };
}
