/** A judge compared with human labels, as text. */
import type { Calibration } from '../contract/calibration.ts';
import { formatP, formatSmall } from '../contract/figure-text.ts';
import { formatCounted, formatNumber, formatUsd } from '../view/format.ts';
import { fewLabels } from '../view/words/judge-words.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';
import { shortRunId } from '../view/short-run-id.ts';

const percent = (share: number | null) => (share === null ? 'n/a' : formatNumber(100 * share));
const plain = (value: number | null | undefined) =>
  value === null || value === undefined ? 'n/a' : formatSmall(value);
const range = ({ low, high }: { low: number; high: number }, by: (value: number) => string) =>
  `[${by(low)}, ${by(high)}]`;

/** Of few labels an interval may reach beyond all there is. */
const withinScale = ({ low, high }: { low: number; high: number }) => ({
  low: Math.max(-1, low),
  high: Math.min(1, high),
});

/** A tie is neither right nor wrong: it agrees with a tie alone. */
function tieWords({ both, judge_only, human_only }: NonNullable<Calibration['agreement']>['ties']): string {
  if (both + judge_only + human_only === 0) return '';
  return ` (right, wrong and ½ are three: ½ by both ${both}, by the judge alone ${judge_only}, by people alone ${human_only})`;
}

function agreementLines({ n, agreement, alpha, alpha_people, confusion, bias }: Calibration): string[] {
  if (!agreement) return [];
  const errs = bias && (bias.low > 0 ? ': it is too kind' : bias.high < 0 ? ': it is too hard' : '');
  return [
    `agrees with people in ${percent(agreement.accuracy)} % of ${formatCounted(n, 'answer')}${tieWords(agreement.ties)}; κ ${plain(agreement.kappa)}, Krippendorff's α ${plain(alpha)}${alpha_people === null ? '' : ` (people among themselves ${plain(alpha_people)})`}`,
    `passes ${percent(confusion.true_positive_rate)} % of what people call right, refuses ${percent(confusion.true_negative_rate)} % of what they call wrong; ${formatCounted(confusion.judge_only, 'answer')} passed alone, ${formatCounted(confusion.human_only, 'answer')} refused alone`,
    ...(bias
      ? [
          `judge − people: ${plain(100 * bias.value)} points ${range(withinScale(bias), (value) => plain(100 * value))}${errs}`,
        ]
      : []),
  ];
}

function biasLines({ position, length, same_vendor, unscorable }: Calibration): string[] {
  return [
    ...(position
      ? [
          `order: ${percent(position.consistent)} % of ${formatCounted(position.pairs, 'pair')} come out the same both ways ${range(position, percent)}; the others went ${formatCounted(position.first, 'time')} to the first, ${formatCounted(position.second, 'time')} to the second (p ${formatP(position.p)}), and ${formatCounted(position.one_tie, 'time')} to one answer in one order and to neither in the other`,
        ]
      : []),
    ...(length
      ? [
          `length: ${plain(length.effect)} log odds for one standard unit of more length ${range(length, plain)}; the answers would win ${percent(length.rate_at_same_length)} % at the same length (minimal length control)`,
        ]
      : []),
    ...(unscorable > 0 ? [`${formatCounted(unscorable, 'labelled answer')} the judge could not score`] : []),
    ...(same_vendor.length > 0
      ? [`of the same provider as a judge, which may favour its own: ${same_vendor.join(', ')}`]
      : []),
  ];
}

const points = (value: number) => `${value > 0 ? '+' : ''}${plain(100 * value)}`;
const verdict = ({ low, high }: { low: number; high: number }, words: [more: string, less: string]) =>
  low > 0 ? `: ${words[0]}` : high < 0 ? `: ${words[1]}` : '';

/** Only what is more than noise is called unfair. */
function fairnessLines({ length_slope: slope, self_preference: own }: Calibration): string[] {
  return [
    ...(slope
      ? [
          `beyond what people give, an answer twice as long gets ${points(slope.per_doubling)} points ${range(slope, points)}${verdict(slope, ['it favours long ones', 'it favours short ones'])}`,
        ]
      : []),
    ...(own
      ? [
          `beyond what people give, models of its own provider get ${points(own.own)} points, others ${points(own.others)}: ${points(own.difference)} ${range(own, points)}${verdict(own, ['it favours its own', 'it is harder on its own'])}`,
        ]
      : []),
  ];
}

function pairLine({ pairs }: Calibration): string[] {
  if (!pairs) return [];
  const { n, share, same, level, other } = pairs;
  return [
    `of ${formatCounted(n, 'pair')} of which people preferred one it prefers the same in ${percent(share)} % ${range(pairs, percent)}: ${same} the same, ${level} level, ${other} the other`,
  ];
}

function againLines({ again }: Calibration): string[] {
  if (!again) return [];
  const took = `${formatCounted(again.calls, 'call')}, ${again.usd === null ? 'at a cost that is not known' : `$${formatUsd(again.usd)}`}`;
  const { consistency: found } = again;
  if (!found)
    return [`asked again about ${formatCounted(again.answers, 'answer')}, and gave no value (${took})`];
  const lost =
    found.unscorable > 0
      ? `; ${formatCounted(found.unscorable, 'answer')} could not be read the second time`
      : '';
  return [
    `asked again about ${formatCounted(again.answers, 'answer')} it gives the same value in ${percent(found.same)} % ${range(found, percent)}, the same side of ½ in ${percent(found.same_side)} %; mean change ${plain(100 * found.mean_change)} points, α ${plain(found.alpha)}${lost} (${took})`,
  ];
}

function targetsTable(
  targets: Calibration['targets'],
  paint: (text: string) => string,
  width: number,
): string[] {
  const column = columnsOf(targets);
  return textTable(
    [
      column('target', 0, ({ label }) => label, 'left'),
      column('judged', 1, ({ judged }) => String(judged)),
      column('judge %', 0, ({ raw }) => percent(raw)),
      column('corrected %', 0, ({ corrected }) =>
        corrected ? `${percent(corrected.value)} ${range(corrected, percent)}` : 'n/a',
      ),
      column('labelled', 1, ({ labelled }) => String(labelled)),
      column('people %', 1, ({ people }) => percent(people)),
    ],
    { width, header: paint },
  );
}

export function calibrationText(calibration: Calibration, look: { color: boolean; width: number }): string {
  const paint = paintWith(look.color);
  const { scorer, criterion, judges, people, n, run_id } = calibration;
  const notes = [
    ...agreementLines(calibration),
    ...pairLine(calibration),
    ...biasLines(calibration),
    ...fairnessLines(calibration),
    ...againLines(calibration),
    ...(n < fewLabels
      ? [
          calibration.unscorable > 0 && n === 0
            ? 'it gave no value to any labelled answer: `assay show --case CASE` tells why'
            : n === 0
              ? `uncalibrated: nobody has labelled these answers (${criterion}); \`assay label ${shortRunId(run_id)}\` asks you`
              : `only ${formatCounted(n, 'label')}: from ${fewLabels} on this begins to tell something`,
        ]
      : []),
    'corrected: prediction-powered (PPI++), 95 %: right on average however wrong the judge is; n/a below two labels of a target',
  ];
  return [
    paint(
      'bold',
      `${scorer} by ${judges.join(', ')}${people.length > 0 ? `, compared with ${people.join(', ')} (${criterion})` : ''}`,
    ),
    '',
    ...targetsTable(calibration.targets, (text) => paint('bold', text), look.width),
    '',
    ...notes.flatMap((note) => wrap(note, look.width)),
  ].join('\n');
}
