import type { Report } from '../../contract/report.ts';
import { formatCounted, formatSetting } from '../../view/format.ts';

/** What a reader must know to read the numbers rightly. */
export function methodNotes({ runs, comparison }: Report): string[] {
  const answer = runs.find(({ recommendation }) => recommendation)?.recommendation ?? null;
  const scope =
    answer?.requirements.scope === 'suite'
      ? 'Scope: this suite only. What is said holds for these cases alone.'
      : 'Scope: generalizes to similar work. The cases are taken for a sample of such work.';
  return [
    'Quality is the mean score of all calls: one without an answer counts as 0, an answer that could not be scored is left out; “of answered” leaves the former out too. Repeats of a case, and cases of a cluster, are not independent: intervals are Wilson for independent right-or-wrong scores, else cluster-robust (CR1, Student’s t).',
    'Times are taken in the socket’s callbacks on a monotonic clock: TTFT to the first content, e2e to the last. A p95 from fewer than 130 answers is marked ~.',
    'Cost is tokens times the price in force at each call; what is unknown is n/a, never 0. Retried calls that were billed are included; an answer from the cache counts with the cost of the call that gave it.',
    ...(answer
      ? [
          scope,
          `The choice takes the cheapest target that meets all requirements: at most ${formatSetting(answer.requirements.margin)} points below ${answer.requirements.baseline_is_best ? 'the best, whichever that truly is' : 'the baseline'} (shown by one-sided 95 % bounds of the paired differences that hold for all targets at once, so that a target that is not good enough is recommended in 5 % of such runs at most), at most ${formatSetting(answer.requirements.max_error_rate)} % failed calls,${answer.requirements.max_truncated_rate === undefined ? '' : ` at most ${formatSetting(answer.requirements.max_truncated_rate)} % of its answers truncated at their token limit,`} known cost, the whole suite.`,
          `How often it would be picked, and be on the frontier: ${formatCounted(answer.resamples, 'bootstrap resample')} of whole clusters, seed ${answer.seed}. The saving’s interval is on the logarithm of the ratio of costs, paired by cluster, and holds whichever target was chosen.`,
        ]
      : []),
    ...(comparison
      ? [
          'Pairwise: paired by case on the cases both were asked; the intervals of all pairs and metrics hold at once with 95 % (max-t), every verdict is read from them, and p is adjusted likewise. “Within” says that the difference is smaller than the margin; too few cases to tell is “inconclusive”.',
          ...(answer
            ? [
                'The choice asks one side of quality alone (not below by more than the margin), the comparison both sides of everything: the same differences can be enough for the first and “inconclusive” in the second; “worse” there is against no difference, here the margin decides.',
              ]
            : []),
        ]
      : []),
  ];
}
