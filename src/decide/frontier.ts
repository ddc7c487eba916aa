export interface FrontierPoint {
  id: string;
  /** Less is better: cost or latency. `null`: unknown, not on the frontier. */
  price: number | null;
  /** More is better. */
  quality: number | null;
}

/**
 * Ids no other point beats: none is as cheap and as good and better in one of the two. Equal points stand together.
 * Cheapest first; equal ones in the order given.
 */
export function frontier(points: readonly FrontierPoint[]): string[] {
  const known = points.filter(
    (point): point is { id: string; price: number; quality: number } =>
      point.price !== null && point.quality !== null,
  );
  known.sort((a, b) => a.price - b.price || b.quality - a.quality);
  const result: typeof known = [];
  for (const point of known) {
    const best = result.at(-1);
    const equal = best !== undefined && point.price === best.price && point.quality === best.quality;
    if (best === undefined || equal || point.quality > best.quality) result.push(point);
  }
  return result.map((point) => point.id);
}
