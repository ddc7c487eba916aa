import { quantile } from './figures.ts';

/** Gives ms, or any other figure. */
type Measure = () => number | Promise<number>;

export interface Rounds<Name extends string> {
  medians: Record<Name, number>;
  values: Record<Name, number[]>;
  /** Between the quartiles of a way, as a fraction of its median; the largest of all references. */
  noise: number;
}

/** A reference that varies by more than this says nothing of what was measured beside it. */
const maxNoise = 0.35;

/** Each way once a round, in turn, so that whatever else the machine does slows all of them. The first round, which fills caches, is left out. */
export async function alternate<Name extends string>(
  ways: Record<Name, Measure>,
  rounds: number,
  references: readonly NoInfer<Name>[],
): Promise<Rounds<Name>> {
  const names = Object.keys(ways) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const value = await ways[name]();
      if (round > 0) values[name].push(value);
    }
  const medianOf = (name: Name) => quantile(values[name], 0.5);
  const medians = Object.fromEntries(names.map((name) => [name, medianOf(name)])) as Record<Name, number>;
  const noiseOf = (name: Name) =>
    (quantile(values[name], 0.75) - quantile(values[name], 0.25)) / medianOf(name);
  return { medians, values, noise: Math.max(...references.map(noiseOf)) };
}

export const isTooNoisy = ({ noise }: Pick<Rounds<string>, 'noise'>): boolean => noise > maxNoise;

/** For people, before the figures: they are to be taken again. */
export function warnOfNoise(measured: Pick<Rounds<string>, 'noise'>): void {
  if (isTooNoisy(measured))
    console.error(
      `The machine was too noisy: its reference varied by ${Math.round(100 * measured.noise)} % between quartiles. Run the bench again when it has less to do.`,
    );
}
