/** What people said against what a judge said of the same answers: right or wrong. */
export interface Confusion {
  both_right: number;
  both_wrong: number;
  /** The judge let it pass, people did not. */
  judge_only: number;
  human_only: number;
  /** Of what people call right, the share the judge does; `null` without any. */
  true_positive_rate: number | null;
  true_negative_rate: number | null;
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** `true`: right. The same answers in the same order. */
export function confusionOf(human: readonly boolean[], judge: readonly boolean[]): Confusion {
  const count = (ours: boolean, theirs: boolean) =>
    human.filter((right, i) => right === ours && judge[i] === theirs).length;
  const [both_right, human_only] = [count(true, true), count(true, false)];
  const [judge_only, both_wrong] = [count(false, true), count(false, false)];
  return {
    both_right,
    both_wrong,
    judge_only,
    human_only,
    true_positive_rate: share(both_right, both_right + human_only),
    true_negative_rate: share(both_wrong, both_wrong + judge_only),
  };
}
