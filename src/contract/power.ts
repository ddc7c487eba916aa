/** How large a difference a suite can show, and what more cases or repeats would bring: `power --json`. */
export interface PowerRow {
  repeats: number;
  /** Smallest difference in quality seen with the asked power, by so many cases. */
  smallest_difference: number;
  /** Calls per target for that. */
  calls: number;
  /** Cases for each difference of `PowerReport.differences`. */
  cases_needed: number[];
}

export interface PowerReport {
  schema: 'assay.power/1';
  /** `null`: assumed, not from a run. */
  run_id: string | null;
  /** Cases that `smallest_difference` is for. */
  cases: number;
  power: number;
  alpha: number;
  /** Variances: of the difference from case to case, and of one answer of each side. The median pair's of the run. */
  components: { between: number; first: number; second: number };
  /** The pair they are from. */
  pair: [string, string] | null;
  /** `false`: nothing was asked twice, so what repeats would bring is not known and only one is in the rows. */
  repeated: boolean;
  differences: number[];
  rows: PowerRow[];
}
