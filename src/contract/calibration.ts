import type { Label } from './label.ts';

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
  /** Of right and wrong, split at ½; `null` without an answer. */
  agreement: { accuracy: number; kappa: number | null } | null;
  /** Krippendorff's α over the values, on the interval scale, people and judge together. */
  alpha: number | null;
  /** Among the people alone; `null` when no answer has two labels. */
  alpha_people: number | null;
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
    p: number;
  } | null;
  /** Log odds per standard unit of more length, of a judge of pairs; `null` below ten. */
  length: { n: number; effect: number; low: number; high: number; rate_at_same_length: number } | null;
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
