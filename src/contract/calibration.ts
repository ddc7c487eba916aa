import type { Label } from './label.ts';

/** Means of judge − people, of answers by models of a judge's own provider and of all others. */
export interface SelfPreference {
  own: number;
  others: number;
  /** own − others with its 95 % interval (Welch). */
  difference: number;
  low: number;
  high: number;
}

/** How judge − people grows with the length of the answer. */
export interface LengthSlope {
  n: number;
  /** For an answer twice as long, with its 95 % interval. */
  per_doubling: number;
  low: number;
  high: number;
}

export interface PairAgreement {
  /** People preferred one, and the judge has a value for both. */
  n: number;
  /** The judge's value of the one that people preferred is higher, the same, lower. */
  same: number;
  level: number;
  other: number;
  /** `same` / `n` with its 95 % interval (Wilson). */
  share: number;
  low: number;
  high: number;
}

/** A judge against itself: the same question about the same answer. */
export interface RepeatConsistency {
  /** Answers with a value both times. */
  n: number;
  /** The second time it could not be read. */
  unscorable: number;
  /** Share with the same value, with its 95 % interval (Wilson). */
  same: number;
  low: number;
  high: number;
  /** Share that stays on the same side of ½, which is a side of its own. */
  same_side: number;
  /** Mean of |second − first|. */
  mean_change: number;
  /** Krippendorff's α of the two, interval scale; `null` when all values are the same. */
  alpha: number | null;
}

export interface AskedAgain {
  /** `null`: no answer has two values. */
  consistency: RepeatConsistency | null;
  answers: number;
  calls: number;
  /** `null`: the price of a call is not known. */
  usd: number | null;
}

/** A judge held against people on answers of one run. */
export interface Calibration {
  schema: 'assay.judge/1';
  run_id: string;
  /** Name of the judge's scores. */
  scorer: string;
  criterion: Label['criterion'];
  /** Who labelled. */
  people: string[];
  /** `provider/model` of the judges that spoke. */
  judges: string[];
  /** Answers with both. */
  n: number;
  /** Labelled answers that the judge could not score. */
  unscorable: number;
  /**
   * Of right (above ½), wrong (below it) and ½, which is neither and agrees with ½ alone: the share of answers with the same of the three,
   * and κ of the three. `null` without an answer.
   */
  agreement: {
    accuracy: number;
    kappa: number | null;
    /** Answers that are ½ by both, by the judge alone, by people alone. */
    ties: { both: number; judge_only: number; human_only: number };
  } | null;
  /** Krippendorff's α over the values, on the interval scale, people and judge together. */
  alpha: number | null;
  /** Among the people alone; `null` when no answer has two labels. */
  alpha_people: number | null;
  /** Of answers that neither calls ½. */
  confusion: {
    both_right: number;
    both_wrong: number;
    judge_only: number;
    human_only: number;
    true_positive_rate: number | null;
    true_negative_rate: number | null;
  };
  /** Mean of judge − people with its 95 % interval; `null` below two answers. */
  bias: { value: number; low: number; high: number } | null;
  /** Of a judge of pairs. */
  position: {
    pairs: number;
    consistent: number;
    low: number;
    high: number;
    first: number;
    second: number;
    /** An answer in one order, neither in the other. */
    one_tie: number;
    p: number;
  } | null;
  /** Log odds per standard unit of more length, of a judge of pairs; `null` below ten. */
  length: { n: number; effect: number; low: number; high: number; rate_at_same_length: number } | null;
  /** Of pairs of which people preferred one: how often its values prefer the same; `null` without such a pair. */
  pairs: PairAgreement | null;
  /** Asked again, in this command; `null`: it was not. */
  again: AskedAgain | null;
  /** `null` below ten labelled answers. */
  length_slope: LengthSlope | null;
  /** `null` below two labelled answers on either side. */
  self_preference: SelfPreference | null;
  /** Targets of the same provider as a judge. */
  same_vendor: string[];
  /** The run's quality by this judge alone, and corrected by what people said (PPI++). */
  targets: {
    label: string;
    /** Labelled, and judged in all. */
    labelled: number;
    judged: number;
    /** Mean of the judge's values. */
    raw: number | null;
    /** `null` below two labels, or when all judged answers are labelled. */
    corrected: { value: number; low: number; high: number; weight: number } | null;
    /** Mean of the labels alone, for comparison. */
    people: number | null;
  }[];
}

/** A judge of a run, and what is known of how far it can be trusted. */
export interface JudgeStanding {
  scorer: string;
  judges: string[];
  /** `null`: nobody has said anything of the run's answers. */
  calibration: Calibration | null;
}
