import { normal, seededRandom } from '../../src/base/random.ts';

/** Vectors of one length each, more or less alike: for agreement with other implementations. */
export function vectorPairs(count: number): [number[], number[]][] {
  const random = seededRandom('vector-pairs');
  return Array.from({ length: count }, () => {
    const first = Array.from({ length: 1 + Math.floor(random() * 12) }, () => normal(random));
    const likeness = random() * 2 - 1;
    return [first, first.map((x) => likeness * x + (1 - Math.abs(likeness)) * normal(random))];
  });
}
