import type { Battle } from './battle.ts';

/**
 * Online Elo: each battle moves both by k times what was not expected. It depends on the order of battles, so it is a running score and
 * no estimate: for a ranking use `bradleyTerry`.
 */
export function elo(
  players: number,
  battles: readonly Battle[],
  { k = 4, start = 1000 }: { k?: number; start?: number } = {},
): number[] {
  const ratings = Array.from({ length: players }, () => start);
  for (const { first, second, outcome } of battles) {
    const [a, b] = [ratings[first] as number, ratings[second] as number];
    const move = k * (outcome - 1 / (1 + 10 ** ((b - a) / 400)));
    ratings[first] = a + move;
    ratings[second] = b - move;
  }
  return ratings;
}
