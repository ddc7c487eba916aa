/** Counts tokens in o200k_base: one common measure for the answers of all models, and a check on what providers report. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { O200K_TOKEN_SPLIT_REGEX as pieces } from 'gpt-tokenizer/encodingParams/constants';
import { bytePairCounter } from './byte-pairs.ts';
import { readVocabulary } from './vocabulary.ts';

export type CountTokens = (text: string) => number;

/** The encoder's time grows with the square of a run without spaces, so long texts are counted in slices; each cut may add one token. */
const sliceLength = 2000;

/** Pieces leave nothing out, so each begins where the one before ends; `test` makes no object for it, unlike `matchAll`. */
function countSlice(slice: string, countPiece: (piece: string) => number): number {
  let count = 0;
  pieces.lastIndex = 0;
  for (let start = 0; pieces.test(slice); start = pieces.lastIndex)
    count += countPiece(slice.slice(start, pieces.lastIndex));
  return count;
}

async function load(): Promise<CountTokens> {
  const path = createRequire(import.meta.url).resolve('gpt-tokenizer/data/o200k_base.tiktoken');
  const countPiece = bytePairCounter(readVocabulary(await readFile(path)), sliceLength);
  return (text) => {
    let count = 0;
    for (let at = 0; at < text.length; at += sliceLength)
      count += countSlice(text.slice(at, at + sliceLength), countPiece);
    return count;
  };
}

let loaded: Promise<CountTokens> | undefined;

/**
 * Loads the vocabulary: once for all, about 50 ms and 5 MB, so before measuring begins. Special tokens in a text are counted as
 * the plain text they are.
 */
export function loadTokenCounter(): Promise<CountTokens> {
  loaded ??= load();
  return loaded;
}
