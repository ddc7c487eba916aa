import { seededRandom, type Random } from '../../src/base/random.ts';

const texts = ['', 'red', 'Red', 'blue sky', 'a long line of words', '2024-05-01', 'naïve'];

function value(random: Random, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 2 ? 3 : 5));
  if (kind === 0) return Math.round((random() - 0.3) * 1000) / 10;
  if (kind === 1) return texts[Math.floor(random() * texts.length)];
  if (kind === 2) return random() < 0.5;
  const size = Math.floor(random() * 4);
  if (kind === 3) return Array.from({ length: size }, () => value(random, depth + 1));
  return Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, value(random, depth + 1)]));
}

/** The same shape with other scalars of the same type here and there, and shorter lists; booleans stay. */
function altered(given: unknown, random: Random): unknown {
  if (Array.isArray(given)) {
    const kept = random() < 0.2 ? given.slice(0, -1) : given;
    return kept.map((item) => altered(item, random));
  }
  if (typeof given === 'object' && given !== null)
    return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, altered(item, random)]));
  if (random() > 0.4) return given;
  if (typeof given === 'number') return Math.round(given * random() * 20) / 10;
  return typeof given === 'string' ? texts[Math.floor(random() * texts.length)] : given;
}

/** Pairs of JSON values that differ in places, for agreement with other implementations. */
export function jsonPairs(count: number): [unknown, unknown][] {
  const random = seededRandom('json-pairs');
  return Array.from({ length: count }, () => {
    const given = { root: value(random, 0) };
    return [given, altered(given, random)];
  });
}
