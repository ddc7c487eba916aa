import type { Tokens } from '../contract/attempt.ts';

/** More than any call has, and the most that is stored. */
const maxTokens = 4_294_967_295;

const isSound = (count: unknown) =>
  count === null || (Number.isInteger(count) && (count as number) >= 0 && (count as number) <= maxTokens);

/** Half a token, less than none or 10³⁰⁰ of them are no counts: whatever else a provider writes there is unknown. */
export function soundTokens<Counts extends Tokens | null>(tokens: Counts): Counts {
  if (tokens === null || Object.values(tokens).every(isSound)) return tokens;
  const counts = Object.entries(tokens).map(([bucket, count]) => [bucket, isSound(count) ? count : null]);
  return Object.fromEntries(counts) as Counts;
}
