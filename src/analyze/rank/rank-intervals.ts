/** Best and worst place (from 1) that a place's interval allows, given what lies surely above and below it. */
export interface RankInterval {
  best: number;
  worst: number;
}

/** `isSurelyAbove(i, j)`: i is better than j beyond doubt. When that holds for all pairs at once, so do all rank intervals. */
export function rankIntervals(
  players: number,
  isSurelyAbove: (i: number, j: number) => boolean,
): RankInterval[] {
  const all = Array.from({ length: players }, (_, i) => i);
  return all.map((i) => ({
    best: 1 + all.filter((j) => j !== i && isSurelyAbove(j, i)).length,
    worst: players - all.filter((j) => j !== i && isSurelyAbove(i, j)).length,
  }));
}
