/** What a run's figures owe to more than its own calls: the cache, judges, and what was done to it since. */
import type { Run } from '../../contract/run.ts';
import { formatCount, formatCounted, formatInstant, usdText } from '../format.ts';

function cached({ cached: from }: Run): string[] {
  if (!from) return [];
  const saved = from.saved_usd == null ? '' : `, ${usdText(from.saved_usd)} in all`;
  return [
    `${formatCounted(from.answers, 'answer')} from the cache: without latency, not paid again; costs are those of the calls that gave them${saved}`,
  ];
}

function judged({ judged: taken }: Run): string[] {
  if (!taken) return [];
  const cost = taken.usd === null ? 'at an unknown cost' : `for ${usdText(taken.usd)}`;
  const lost = taken.unscorable ?? 0;
  return [
    `judged by models: ${formatCounted(taken.calls, 'call')} ${cost}, in no target's cost`,
    ...(lost === 0
      ? []
      : [
          `${formatCounted(lost, 'answer')} got no verdict from a judge: their quality is of the other scorers alone, or n/a`,
        ]),
  ];
}

function rescored({ rescored: lines = [] }: Run): string[] {
  return lines.slice(-1).map(({ at_ms, scorers, scored, changed }) => {
    const turned = changed > 0 ? `, ${formatCount(changed)} changed between right and wrong` : '';
    return `scored again on ${formatInstant(at_ms)} by ${scorers.join(', ')}: ${formatCounted(scored, 'answer')}${turned}`;
  });
}

function repriced({ repriced: lines = [] }: Run): string[] {
  return lines
    .slice(-1)
    .map(
      ({ at_ms, source, from_usd: from, to_usd: to }) =>
        `priced again on ${formatInstant(at_ms)} by ${source}: ${usdText(from)} became ${usdText(to)}`,
    );
}

/** One note each, the last of its kind: the figures are no longer those the run ended with. */
export const laterNotes = (run: Run): string[] => [
  ...cached(run),
  ...judged(run),
  ...rescored(run),
  ...repriced(run),
];
