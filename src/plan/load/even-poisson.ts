import { seededRandom } from '../../base/random.ts';

/**
 * A Poisson process given how many calls it makes, which is as many as the rate says (Cox and Lewis 1966: the instants are
 * then those of as many uniform draws). A plain one of 200 calls is 7 % off its rate by chance. Warm-up and the rest each have
 * their own number, 1 or more.
 */
export function evenPoissonArrivals(rate: number, warmupMs: number, totalMs: number, seed: number): number[] {
  const random = seededRandom('even-poisson', seed, rate);
  const within = (fromMs: number, lengthMs: number) => {
    const count = lengthMs === 0 ? 0 : Math.max(1, Math.round((rate * lengthMs) / 1000));
    return Float64Array.from({ length: count }, () => fromMs + random() * lengthMs).sort();
  };
  return [...within(0, warmupMs), ...within(warmupMs, totalMs - warmupMs)];
}
