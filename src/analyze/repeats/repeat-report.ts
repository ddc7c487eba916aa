/** How repeats of a case agree. Answers that could not be scored are left out. */
import { recordOf } from '../../base/typed-keys.ts';
import type { PassRate, RepeatReport, TargetRepeats } from '../../contract/repeats.ts';
import type { Reducer } from '../../contract/reducer.ts';
import { reducers } from '../../contract/reducer.ts';
import type { ResultTable } from '../../contract/result-table.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
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

/** A target's cases of which an answer could be scored, in the order of the suite. */
function scoredCases({ cases, repeats, quality, correct }: ResultTable, target: number): CaseRepeats[] {
  const scored: CaseRepeats[] = [];
  for (const [place, { id: caseId }] of cases.entries()) {
    const from = (target * cases.length + place) * repeats;
    const qualities: number[] = [];
    let right = 0;
    for (let cell = from; cell < from + repeats; cell++) {
      const value = quality[cell] as number;
      if (Number.isNaN(value) || Number.isNaN(correct[cell] as number)) continue;
      qualities.push(value);
      right += correct[cell] as number;
    }
    if (qualities.length > 0) scored.push({ caseId, qualities, correct: right });
  }
  return scored;
}

/** `table`: of the run, with all that was measured in it; `null`: nothing was. */
export function repeatReport(run: Run, table: ResultTable | null): RepeatReport {
  const places = new Map(table?.targets.map(({ id }, place) => [id, place]));
  const targets = run.targets.map((target) => {
    const place = places.get(target.id);
    return targetRepeats(target, table && place !== undefined ? scoredCases(table, place) : []);
  });
  return { schema: 'assay.repeats/1', run, targets };
}
