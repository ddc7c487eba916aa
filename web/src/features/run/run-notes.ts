import type { Run } from '../../../../src/contract/run.ts';
import { formatCount, formatUsd, formatWhen } from '../../lib/format.ts';

/** What was done to a stored run since, the last of each kind: its figures are no longer those it ended with. */
export function laterNotes({ rescored = [], repriced = [], judged, cached }: Run): string[] {
  const score = rescored.at(-1);
  const price = repriced.at(-1);
  return [
    ...(cached
      ? [
          `${formatCount(cached.answers)} answers are from the cache: without latency, not paid again; costs are those of the calls that gave them.`,
        ]
      : []),
    ...(judged
      ? [
          `Judged by models: ${formatCount(judged.calls)} calls, ${judged.usd === null ? 'at a cost that is not known' : formatUsd(judged.usd)}, in no target's cost.${judged.unscorable ? ` ${formatCount(judged.unscorable)} answers got no verdict from a judge.` : ''}`,
        ]
      : []),
    ...(score
      ? [
          `Scored again ${formatWhen(score.at_ms)} by ${score.scorers.join(', ')}: ${formatCount(score.scored)} answers, ${formatCount(score.changed)} changed between right and wrong.`,
        ]
      : []),
    ...(price
      ? [
          `Priced anew ${formatWhen(price.at_ms)} by ${price.source}: ${formatUsd(price.from_usd)} became ${formatUsd(price.to_usd)}.`,
        ]
      : []),
  ];
}
