/** How far the judges of a run can be trusted, in a sentence each. */
import type { Calibration, JudgeStanding } from '../../contract/calibration.ts';
import { formatSmall } from '../../contract/figure-text.ts';
import { formatCounted, formatPercent, intervalText, percentText } from '../format.ts';

/** Below it an interval is wider than most differences one asks about. */
export const fewLabels = 30;

/** Quality corrected by labels, in per cent: `81.3 [76.0, 86.5]`; of few labels an interval may reach beyond all there is. */
export const correctedText = ({ value, low, high }: { value: number; low: number; high: number }): string =>
  `${formatPercent(value)} ${intervalText({ low: Math.max(0, low), high: Math.min(1, high) }, formatPercent)}`;

function corrected({ targets }: Calibration): string {
  const known = targets.flatMap(({ label, corrected: found }) =>
    found ? [`${label} ${correctedText(found)}`] : [],
  );
  return known.length === 0
    ? ''
    : `; quality in % corrected by the labels (PPI++, 95 %): ${known.join(', ')}`;
}

/** Without the corrected quality, for where that is in a table. */
export function judgeStandingText({ scorer, judges, calibration }: JudgeStanding): string {
  const who = `${scorer} by ${judges.join(', ')}`;
  const n = calibration?.n ?? 0;
  if (calibration && calibration.unscorable > 0 && n === 0)
    return `${who} gave no value to any of the ${formatCounted(calibration.unscorable, 'labelled answer')}`;
  if (!calibration || n === 0)
    return `${who} is uncalibrated: no human labels yet (\`assay label\`, then \`assay judge\`)`;
  const { agreement } = calibration;
  const kappa = agreement?.kappa == null ? '' : `, κ ${formatSmall(agreement.kappa)}`;
  const agrees = agreement
    ? `agrees with people in ${percentText(agreement.accuracy)} of ${formatCounted(n, 'answer')}${kappa}`
    : '';
  const few = n < fewLabels ? `, too few to tell (from ${fewLabels} on)` : '';
  return `${who} ${agrees}${few}`;
}

export const judgeNotes = (standings: readonly JudgeStanding[] = []): string[] =>
  standings.map((one) => `${judgeStandingText(one)}${one.calibration ? corrected(one.calibration) : ''}`);
