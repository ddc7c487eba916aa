/**
 * When a target is certainly out, or certainly what was looked for. Every rule spends the whole error α on the claims it may
 * get wrong, so that the chance that any of them ever is wrong is at most α.
 */
import type { RaceKind, RaceSettings, RaceState } from '../../contract/race.ts';
import { PairEvidence } from './pair-evidence.ts';

export interface Standing {
  state: RaceState;
  reason: string | null;
}

export interface GoalView {
  labels: readonly string[];
  standings: readonly Standing[];
  /** Mean cost of a case so far; NaN: unknown. */
  costs: readonly number[];
}

export interface Goal {
  /** A case's qualities, NaN where there is none. */
  add(qualities: readonly number[]): void;
  /** The standings as they are now; those settled before stay. Decided when none is open. */
  judge(view: GoalView): Standing[];
  /** `false`: who is left has nobody to be compared with, so that further cases make nothing certain. */
  canDecide(standings: readonly Standing[]): boolean;
  /** Further cases the slowest open question needs at its pace so far; `null`: unknown. */
  moreCases(open: readonly number[]): number | null;
}

interface GoalSetup {
  targets: number;
  /** Of the finite population, when the claim is about it. */
  population: number | undefined;
  settings: RaceSettings;
  /** Index of the baseline, −1 without one. */
  baseline: number;
}

const isOpen = (standing: Standing | undefined) => standing?.state === 'open';

const openOnes = (standings: readonly Standing[]) =>
  standings.flatMap((standing, index) => (isOpen(standing) ? [index] : []));

/** Not certainly out: a withdrawn one may still be what is looked for, whatever the others do without it. */
const inTheWay = (standings: readonly Standing[]) =>
  standings.flatMap(({ state }, index) => (state === 'open' || state === 'withdrawn' ? [index] : []));

const canBeCompared = (standings: readonly Standing[]) => openOnes(standings).length > 1;

function slowest(waits: (number | null)[]): number | null {
  const known = waits.filter((wait) => wait !== null);
  return known.length === 0 || known.length < waits.length ? null : Math.max(...known);
}

/**
 * The top k. With k = 1 only the K − 1 claims against the true best can do harm; else all ordered pairs may. Who is
 * certain leaves, and the rest compete for the places that are left.
 */
function topGoal({ targets, population, settings }: GoalSetup): Goal {
  const k = settings.kind === 'best' ? 1 : settings.k;
  const better = new PairEvidence(targets, 0, population);
  const claims = k === 1 ? targets - 1 : targets * (targets - 1);
  const threshold = claims / settings.alpha;
  const beats = (a: number, b: number) => better.of(a, b) >= threshold;
  return {
    add: (qualities) => better.add(qualities),
    judge({ labels, standings }) {
      const next = [...standings];
      for (let changed = true; changed;) {
        changed = false;
        const open = openOnes(next);
        const rivals = inTheWay(next);
        const nameAll = (above: number[]) =>
          next
            .flatMap(({ state }, other) =>
              above.includes(other) || (k === 1 && state === 'chosen') ? [labels[other]] : [],
            )
            .join(', ');
        const places = k - next.filter(({ state }) => state === 'chosen').length;
        for (const target of open) {
          const above = rivals.filter((other) => beats(other, target));
          const below = rivals.filter((other) => beats(target, other));
          if (places <= 0 || above.length >= places)
            next[target] = {
              state: 'out',
              reason:
                k > 1 && places <= 0 ? `the best ${k} are certain` : `${nameAll(above)} certainly better`,
            };
          else if (below.length >= rivals.length - places)
            next[target] = { state: 'chosen', reason: k === 1 ? 'the best' : `among the best ${k}` };
          else continue;
          changed = true;
          break;
        }
      }
      return next;
    },
    canDecide: canBeCompared,
    moreCases(open) {
      const waits = open.flatMap((a) =>
        open
          .filter((b) => b > a)
          .map((b) => better.casesTo(threshold, a, b) ?? better.casesTo(threshold, b, a)),
      );
      return slowest(waits);
    },
  };
}

/** Each against the baseline: at most δ worse, or worse by more. Of each two claims only one can be wrong. */
function withinGoal({ targets, population, settings, baseline }: GoalSetup): Goal {
  const { delta, alpha } = settings;
  const notWorse = new PairEvidence(targets, -delta, population);
  const worse = new PairEvidence(targets, delta, population);
  const threshold = (targets - 1) / alpha;
  return {
    add(qualities) {
      notWorse.add(qualities);
      worse.add(qualities);
    },
    judge: ({ standings }) =>
      standings.map((standing, target) => {
        if (!isOpen(standing)) return standing;
        if (notWorse.of(target, baseline) >= threshold)
          return { state: 'chosen', reason: 'within the margin of the baseline' };
        if (worse.of(baseline, target) >= threshold)
          return { state: 'out', reason: 'worse than the baseline by more than the margin' };
        return standing;
      }),
    canDecide: (standings) => standings[baseline]?.state === 'reference',
    moreCases: (open) =>
      slowest(
        open.map(
          (target) =>
            notWorse.casesTo(threshold, target, baseline) ?? worse.casesTo(threshold, baseline, target),
        ),
      ),
  };
}

/**
 * The cheapest that is within δ of every other: out is who is beaten by more than δ; certified who is within δ of all that are
 * not out; decided when all cheaper than a certified one are out. Which is cheaper is read from the mean cost so far.
 */
function cheapestGoal({ targets, population, settings }: GoalSetup): Goal {
  const { delta, alpha } = settings;
  const notWorse = new PairEvidence(targets, -delta, population);
  const worse = new PairEvidence(targets, delta, population);
  const threshold = (targets * (targets - 1)) / alpha;
  const settledWith = (a: number, standings: readonly Standing[]) =>
    inTheWay(standings).every((b) => a === b || notWorse.of(a, b) >= threshold);
  return {
    add(qualities) {
      notWorse.add(qualities);
      worse.add(qualities);
    },
    judge({ labels, standings, costs }) {
      const next = standings.map((standing, target): Standing => {
        if (!isOpen(standing)) return standing;
        const above = standings.findIndex((_, other) => worse.of(other, target) >= threshold);
        return above < 0
          ? standing
          : { state: 'out', reason: `${labels[above]} certainly better by more than the margin` };
      });
      const open = openOnes(next);
      const certified = open.filter((target) => settledWith(target, next) && !Number.isNaN(costs[target]));
      // an unknown cost may be lower
      const winner = certified.find((target) =>
        inTheWay(next).every(
          (other) => other === target || (costs[other] as number) >= (costs[target] as number),
        ),
      );
      if (winner === undefined) return next;
      return next.map((standing, target): Standing => {
        if (target === winner)
          return { state: 'chosen', reason: 'the cheapest that is within the margin of all others' };
        return isOpen(standing)
          ? { state: 'out', reason: `${labels[winner]} is as good and cheaper` }
          : standing;
      });
    },
    canDecide: canBeCompared,
    moreCases: (open) =>
      slowest(
        open.flatMap((a) =>
          open
            .filter((b) => a !== b)
            .map((b) => notWorse.casesTo(threshold, a, b) ?? worse.casesTo(threshold, b, a)),
        ),
      ),
  };
}

const goals: Record<RaceKind, (setup: GoalSetup) => Goal> = {
  best: topGoal,
  top: topGoal,
  within: withinGoal,
  cheapest: cheapestGoal,
};

export const goalOf = (setup: GoalSetup): Goal => goals[setup.settings.kind](setup);
