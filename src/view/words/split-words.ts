/** What is said of targets that are split by who served their calls. */
import type { Comparison } from '../../contract/comparison.ts';
import type { Candidate, Recommendation } from '../../contract/recommendation.ts';
import { splitNames, type ServedSplit } from '../../contract/served-split.ts';
import type { TargetPart } from '../../contract/target-part.ts';
import { formatCount, formatCounted, percentText, unknown } from '../format.ts';

const isSmaller = (part: TargetPart | undefined): part is TargetPart =>
  part !== undefined && part.calls < part.whole_calls;

/** `together (30 % of its calls, 60 cases)`. */
const sizeText = ({ value, calls, whole_calls: whole, cases }: TargetPart): string =>
  `${value || unknown} (${percentText(calls / whole)} of its calls, ${formatCounted(cases, 'case')})`;

interface Shown {
  part?: TargetPart | undefined;
}

/** How large the parts are, and what is in none of them. */
export function partNotes(targets: readonly Shown[], by: ServedSplit | undefined): string[] {
  if (by === undefined) return [];
  const parts = targets.flatMap(({ part }) => (isSmaller(part) ? [part] : []));
  const name = splitNames[by];
  if (parts.length === 0) return [`No target is split: none has answers of more than one ${name}.`];
  const wholes = [...Map.groupBy(parts, ({ label }) => label)];
  const listed = wholes.map(([label, own]) => `${label}: ${own.map(sizeText).join(', ')}`);
  const without = wholes.flatMap(([label, [part]]) =>
    part && part.left_out > 0 ? [`${label} ${formatCount(part.left_out)}`] : [],
  );
  return [
    `Split by ${name}. ${listed.join('; ')}. The figures of a part are of the cases that it served.`,
    ...(without.length > 0
      ? [
          `Failed calls that do not say their ${name} are in no part, so error rates leave them out: ${without.join(', ')}.`,
        ]
      : []),
  ];
}

/** Also which parts of one target have no case in common. */
export function splitNotes(
  { targets, pairs }: Pick<Comparison, 'targets' | 'pairs'>,
  by: ServedSplit | undefined,
): string[] {
  if (by === undefined) return [];
  const isApart = pairs.some(({ first, second, shared_cases: shared }) => {
    const [one, other] = [targets[first], targets[second]];
    return shared === 0 && one?.run_id === other?.run_id && one?.part?.of === other?.part?.of;
  });
  return [
    ...partNotes(targets, by),
    ...(isApart
      ? [
          'Parts of one target share a case only where its repeats went to both: more repeats, or runs with each of them pinned, let them be compared.',
        ]
      : []),
  ];
}

const pins: Record<ServedSplit, (value: string) => string> = {
  host: (value) => `host ${value} may have to be pinned at the gateway`,
  tier: (value) => `service tier ${value} has to be asked for`,
  region: (value) => `calls have to be made from region ${value}`,
  effort: (value) => `reasoning effort ${value} has to be set`,
};

/** What must be done to get a part that was chosen; '' for a whole target. */
export function pinText({ candidates, pick }: Pick<Recommendation, 'candidates' | 'pick'>): string {
  const part = candidates.find(({ target_id: id }: Candidate) => id === pick)?.part;
  if (!isSmaller(part)) return '';
  const { by, value, label, calls, whole_calls: whole } = part;
  return `To get these figures ${pins[by](value)}: it had ${formatCount(calls)} of ${formatCounted(whole, 'call')} of ${label}.`;
}
