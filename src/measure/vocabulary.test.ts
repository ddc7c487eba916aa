import { expect, it } from 'vitest';
import { noRank, readVocabulary } from './vocabulary.ts';

const tokens = ['a', 'b', 'ab', ' word', 'ü'];
const line = (token: string, rank: number) => `${Buffer.from(token).toString('base64')} ${rank}`;
const file = (end: string) => Buffer.from(tokens.map(line).join('\n') + end);

it.each(['\n', ''])('finds each token by its bytes, wherever they stand; the file ends in %j', (end) => {
  const vocabulary = readVocabulary(file(end));
  for (const [rank, token] of tokens.entries()) {
    const bytes = Buffer.from(`xx${token}yy`);
    expect(vocabulary.rankOf(bytes, 2, bytes.length - 2)).toBe(rank);
  }
});

it('knows what is none', () => {
  const vocabulary = readVocabulary(file('\n'));
  for (const other of ['', 'c', 'ba', ' wor', ' words', 'Ã'])
    expect(vocabulary.rankOf(Buffer.from(other), 0, Buffer.byteLength(other))).toBe(noRank);
});

it('has no token in an empty file', () => {
  expect(readVocabulary(Buffer.alloc(0)).rankOf(Buffer.from('a'), 0, 1)).toBe(noRank);
});
