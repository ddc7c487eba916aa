/** Which answers a person is shown: of every target as many, in an order that tells nothing of who answered. */
import { seededRandom, shuffled } from '../base/random.ts';

export interface Answered {
  sample_id: string;
  target_id: string;
  case_id: string;
}

/** One answer, or two of the same case by different targets. */
export type ToLabel = [Answered] | [Answered, Answered];

/** By turns of each group, so that a person who stops early has seen as many of each. */
function byTurns<T>(groups: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, i) => groups.flatMap((group) => group.slice(i, i + 1))).flat();
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return [...groups.values()];
}

/** `seed`: the same gives the same order, whatever the order of `answers`. Of a case and target the first answer given is taken. */
export function chooseAnswers(answers: readonly Answered[], seed: number, pairs: boolean): ToLabel[] {
  const random = seededRandom('label', seed);
  const known = new Set<string>();
  const firsts = answers
    .toSorted((a, b) => (a.sample_id < b.sample_id ? -1 : 1))
    .filter(({ case_id, target_id }) => {
      const place = JSON.stringify([case_id, target_id]);
      return !known.has(place) && known.add(place);
    });
  if (!pairs) {
    const targets = grouped(firsts, ({ target_id }) => target_id);
    return byTurns(targets.map((group) => shuffled(group, random))).map((answer) => [answer]);
  }
  const all = grouped(firsts, ({ case_id }) => case_id).flatMap((group) =>
    group.flatMap((a, i) => group.slice(i + 1).map((b): ToLabel => (random() < 0.5 ? [a, b] : [b, a]))),
  );
  const targetsOf = (pair: ToLabel) => JSON.stringify(pair.map(({ target_id }) => target_id).sort());
  return byTurns(grouped(all, targetsOf).map((group) => shuffled(group, random)));
}
