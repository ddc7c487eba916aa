/** How repeats of a case agree. Answers that could not be scored are left out. */
import { recordOf } from '../../base/typed-keys.ts';
import type { FlakyCase, PassRate, RepeatReport, TargetRepeats } from '../../contract/repeats.ts';
import { reducers } from '../../contract/reducer.ts';
import { emptyTable, type ResultTable, type TableCase } from '../../contract/result-table.ts';
import type { Run, RunTarget } from '../../contract/run.ts';
import { passAtK, passHatK } from './pass-at-k.ts';
import { scoredCases, type ScoredCases } from './scored-cases.ts';

const shownK = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 25, 50, 100, 200, 500, 1000];
const mostFlaky = 20;
const nothing = emptyTable({ targets: [], cases: [], repeats: 0 });

/** From being right half of the time. */
const far = ({ n, correct }: FlakyCase) => Math.abs(correct / n - 0.5);

const share = (sum: number, of: number) => (of === 0 ? null : sum / of);

function passRates({ length, answers, correct }: ScoredCases, most: number): PassRate[] {
  return shownK
    .filter((k) => k <= most)
    .map((k) => {
      let [cases, one, all] = [0, 0, 0];
      for (let i = 0; i < length; i++) {
        const [n, c] = [answers[i] as number, correct[i] as number];
        if (n < k) continue;
        cases++;
        one += passAtK(n, c, k) ?? 0;
        all += passHatK(n, c, k) ?? 0;
      }
      return { k, cases, pass_at_k: share(one, cases) ?? 0, pass_hat_k: share(all, cases) ?? 0 };
    });
}

function targetRepeats(target: RunTarget, scored: ScoredCases, cases: readonly TableCase[]): TargetRepeats {
  const { length, places, answers, correct, spread } = scored;
  let [most, repeated, spreads] = [0, 0, 0];
  const flaky: FlakyCase[] = [];
  for (let i = 0; i < length; i++) {
    const [n, right] = [answers[i] as number, correct[i] as number];
    most = Math.max(most, n);
    if (n < 2) continue;
    repeated++;
    spreads += spread[i] as number;
    if (right === 0 || right === n) continue;
    const { id } = cases[places[i] as number] as TableCase;
    flaky.push({ case_id: id, n, correct: right, spread: spread[i] as number });
  }
  return {
    target,
    cases: length,
    most_repeats: most,
    reduced: recordOf(reducers, (name) => share(scored.reducedSums[name], length)),
    pass: passRates(scored, most),
    spread: share(spreads, repeated),
    flaky_share: share(flaky.length, repeated),
    flaky: flaky.toSorted((a, b) => far(a) - far(b) || (a.case_id < b.case_id ? -1 : 1)).slice(0, mostFlaky),
  };
}

/** `table`: of the run, with all that was measured in it; `null`: nothing was. */
export function repeatReport(run: Run, table: ResultTable | null): RepeatReport {
  const places = new Map(table?.targets.map(({ id }, place) => [id, place]));
  const targets = run.targets.map((target) => {
    const place = places.get(target.id);
    const measured = place === undefined ? null : table;
    return targetRepeats(target, scoredCases(measured ?? nothing, place ?? 0), measured?.cases ?? []);
  });
  return { schema: 'assay.repeats/1', run, targets };
}
