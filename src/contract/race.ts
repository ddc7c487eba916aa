/** What a race asks, and what it found: targets are dropped as soon as it is certain, the run stops when it is decided. */

/**
 * `best`: which has the highest quality. `top`: which k have. `within`: which are at most `delta` worse than the baseline.
 * `cheapest`: the cheapest that is at most `delta` worse than every other.
 */
export const raceKinds = ['best', 'top', 'within', 'cheapest'] as const;
export type RaceKind = (typeof raceKinds)[number];

/** `suite`: about these cases, uncertainty vanishes when all are asked. `work`: about work like this, it stays. */
export const scopes = ['suite', 'work'] as const;
export type Scope = (typeof scopes)[number];

export interface RaceSettings {
  kind: RaceKind;
  /** Of `top`. */
  k: number;
  /** Of `within` and `cheapest`: a difference of quality that does not matter, 0 to 1. */
  delta: number;
  /** Chance of a wrong decision, however often one looks. */
  alpha: number;
  scope: Scope;
  /** Of `within`; elsewhere what savings are told against. */
  baseline_id: string | null;
}

/**
 * `open`: not certain yet. `chosen`: what was looked for. `out`: certainly not, or set aside as its calls fail. `reference`: the baseline of `within`.
 * `withdrawn`: it made no more calls before it was certain, for another reason than the race.
 */
export const raceStates = ['open', 'chosen', 'out', 'reference', 'withdrawn'] as const;
export type RaceState = (typeof raceStates)[number];

export interface RaceTarget {
  target_id: string;
  state: RaceState;
  /** Why it is no longer open, in one clause; `null` while it is. */
  reason: string | null;
  /** Cases (or clusters of them) judged before the decision about it. */
  cases: number;
  /** Over those; a call without an answer counts 0. `null` before the first. */
  quality: number | null;
  /** Interval that holds at every look at once, level 1 − alpha. */
  low: number | null;
  high: number | null;
  cost_per_case_usd: number | null;
  calls: number;
  calls_saved: number;
  /** Calls saved × mean cost of those made; `null` when that is not known. */
  usd_saved: number | null;
}

export interface RaceReport {
  schema: 'assay.race/1';
  settings: RaceSettings;
  /** `false`: the cases ended first, or somebody stopped it. */
  decided: boolean;
  /** Ids of what was looked for; empty while undecided. */
  winners: string[];
  targets: RaceTarget[];
  calls: number;
  calls_saved: number;
  /** Sum over targets whose saving is known. */
  usd_saved: number | null;
  /** Rough number of further cases to a decision at the pace so far; `null` when decided or unknown. */
  more_cases: number | null;
}
