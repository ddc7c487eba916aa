/** Quality against cost when calls are spread over several targets (RouterBench, Hu et al. 2024). */

export interface CostQuality {
  id: string;
  cost: number;
  quality: number;
}

/**
 * Upper hull that never falls: what is above it no random mixing of these reaches. Cheapest first. A point at least as dear and no
 * better than another is not on it.
 */
export function mixingHull(points: readonly CostQuality[]): CostQuality[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.quality - a.quality);
  const hull: CostQuality[] = [];
  for (const point of sorted) {
    const last = hull.at(-1);
    if (last && point.quality <= last.quality) continue;
    while (hull.length > 1) {
      const [a, b] = hull.slice(-2) as [CostQuality, CostQuality];
      const straight = a.quality + ((b.cost - a.cost) / (point.cost - a.cost)) * (point.quality - a.quality);
      if (b.quality > straight) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

/** Quality of mixing at a cost; below the cheapest `null`, above the dearest that of the dearest. */
export function mixedQuality(hull: readonly CostQuality[], cost: number): number | null {
  const after = hull.findIndex((point) => point.cost >= cost);
  if (after < 0) return hull.at(-1)?.quality ?? null;
  const [a, b] = [hull[after - 1], hull[after] as CostQuality];
  if (!a) return b.cost === cost ? b.quality : null;
  return a.quality + ((cost - a.cost) / (b.cost - a.cost)) * (b.quality - a.quality);
}

/** Mean quality of the hull over its costs; `null` when all cost the same. */
export function aiq(points: readonly CostQuality[]): number | null {
  const hull = mixingHull(points);
  const costs = points.map(({ cost }) => cost);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  if (!(most > least)) return null;
  let sum = 0;
  for (let i = 1; i < hull.length; i++) {
    const [a, b] = [hull[i - 1], hull[i]] as [CostQuality, CostQuality];
    sum += ((a.quality + b.quality) / 2) * (b.cost - a.cost);
  }
  // beyond the last point of the hull, dearer targets are no better
  const last = hull.at(-1) as CostQuality;
  return (sum + last.quality * (most - last.cost)) / (most - least);
}
