/** Instants in [0, totalMs) whose gaps are drawn one by one, in ms. */
export function arrivalsByGaps(gapMs: () => number, totalMs: number): number[] {
  const arrivals: number[] = [];
  for (let at = gapMs(); at < totalMs; at += gapMs()) arrivals.push(at);
  return arrivals;
}
