/** What is said of targets that are split by who served their calls. */
import type { Comparison } from '../../contract/comparison.ts';
import type { Candidate, Recommendation } from '../../contract/recommendation.ts';
import { splitNames, type ServedSplit } from '../../contract/served-split.ts';
import type { TargetPart } from '../../contract/target-part.ts';
import { formatCount, formatCounted, percentText } from '../format.ts';

const isSmaller = (part: TargetPart | undefined): part is TargetPart =>
  part !== undefined && part.calls < part.whole_calls;

/** `60 % of its calls, 120 cases`. */
const sizeText = ({ calls, whole_calls: whole, cases }: TargetPart): string =>
  `${percentText(calls / whole)} of its calls, ${formatCounted(cases, 'case')}`;

interface Shown {
  label: string;
  part?: TargetPart | undefined;
}

/** How large the parts are, and what is in none of them. */
export function partNotes(targets: readonly Shown[], by: ServedSplit | undefined): string[] {
  if (by === undefined) return [];
  const parts = targets.flatMap(({ label, part }) => (isSmaller(part) ? [{ label, part }] : []));
  if (parts.length === 0) return [`No target is split: none has calls of more than one ${splitNames[by]}.`];
  const listed = parts.map(({ label, part }) => `${label} (${sizeText(part)})`).join(', ');
  return [
    `Split by ${splitNames[by]}: ${listed}. The figures of a part are of the cases that it served.`,
    ...(parts.some(({ part }) => part.value === '')
      ? [
          `Calls that do not say their ${splitNames[by]} are n/a; most that fail do not, so the error rates of other parts leave them out.`,
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
    ...partNotes(
      targets.map(({ name, part }) => ({ label: name, part })),
      by,
    ),
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
