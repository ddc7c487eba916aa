/** How repeats of a case agree. Answers that could not be scored are left out; warm-up too. */
import { recordOf } from '../../base/typed-keys.ts';
import type { PassRate, RepeatReport, TargetRepeats } from '../../contract/repeats.ts';
import type { Reducer } from '../../contract/reducer.ts';
import { reducers } from '../../contract/reducer.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
import type { Sample } from '../../contract/sample.ts';
import { passAtK, passHatK } from './pass-at-k.ts';
import { reduceBy } from './reduce-repeats.ts';

interface CaseRepeats {
  caseId: string;
  qualities: number[];
  correct: number;
}

const shownK = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 50, 100, 200, 500, 1000];
const mostFlaky = 20;

const meanOf = (values: number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

function passRates(cases: CaseRepeats[], most: number): PassRate[] {
  return shownK
    .filter((k) => k <= most)
    .map((k) => {
      const enough = cases.filter(({ qualities }) => qualities.length >= k);
      const over = (rate: typeof passAtK) =>
        meanOf(enough.map((item) => rate(item.qualities.length, item.correct, k) ?? 0)) ?? 0;
      return { k, cases: enough.length, pass_at_k: over(passAtK), pass_hat_k: over(passHatK) };
    });
}

function deviation(values: number[]): number {
  const mean = meanOf(values) ?? 0;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function reduced(cases: CaseRepeats[], reducer: Reducer): number | null {
  if (reducer === 'majority')
    return meanOf(cases.map(({ qualities, correct }) => (correct * 2 > qualities.length ? 1 : 0)));
  return meanOf(cases.map(({ qualities }) => reduceBy[reducer](qualities)));
}

function targetRepeats(target: RunTarget, cases: CaseRepeats[]): TargetRepeats {
  const most = cases.reduce((longest, { qualities }) => Math.max(longest, qualities.length), 0);
  const repeated = cases.filter(({ qualities }) => qualities.length > 1);
  const flaky = repeated.filter(({ qualities, correct }) => correct > 0 && correct < qualities.length);
  const far = ({ qualities, correct }: CaseRepeats) => Math.abs(correct / qualities.length - 0.5);
  return {
    target,
    cases: cases.length,
    most_repeats: most,
    reduced: recordOf(reducers, (name) => reduced(cases, name)),
    pass: passRates(cases, most),
    spread: meanOf(repeated.map(({ qualities }) => deviation(qualities))),
    flaky_share: repeated.length === 0 ? null : flaky.length / repeated.length,
    flaky: flaky
      .toSorted((a, b) => far(a) - far(b) || (a.caseId < b.caseId ? -1 : 1))
      .slice(0, mostFlaky)
      .map(({ caseId, qualities, correct }) => ({
        case_id: caseId,
        n: qualities.length,
        correct,
        spread: deviation(qualities),
      })),
  };
}

/** What is used of a sample. */
export const ratedFields = ['target_id', 'case_id', 'is_warmup', 'quality', 'correct'] as const;
type Rated = Pick<Sample, (typeof ratedFields)[number]>;

/** Takes samples in any order; keeps of each its quality alone. */
export class RepeatTally {
  readonly #run: Run;
  readonly #cases: Map<string, Map<string, CaseRepeats>>;

  constructor(run: Run) {
    this.#run = run;
    this.#cases = new Map(run.targets.map((target) => [target.id, new Map()]));
  }

  add({ target_id, case_id, is_warmup, quality, correct }: Rated): void {
    const cases = this.#cases.get(target_id);
    if (!cases || is_warmup || quality === null || correct === null) return;
    const item = cases.get(case_id) ?? { caseId: case_id, qualities: [], correct: 0 };
    item.qualities.push(quality);
    if (correct) item.correct++;
    cases.set(case_id, item);
  }

  report(): RepeatReport {
    const targets = this.#run.targets.map((target) =>
      targetRepeats(target, [...(this.#cases.get(target.id)?.values() ?? [])]),
    );
    return { schema: 'assay.repeats/1', run: this.#run, targets };
  }
}
