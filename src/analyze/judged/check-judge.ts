/** Everything there is to say of a judge from labels of the same answers. */
import type { Calibration } from '../../contract/calibration.ts';
import { cohenKappa } from '../agreement/cohen-kappa.ts';
import { krippendorffAlpha } from '../agreement/krippendorff-alpha.ts';
import { tQuantile } from '../intervals/t-distribution.ts';
import { confusionOf } from './confusion.ts';
import { lengthBias } from './length-bias.ts';
import { positionBias, type SwapOutcome } from './position-bias.ts';
import { predictionPowered } from './prediction-powered.ts';
import { lengthSlope } from './residuals.ts';

/** One answer of a run that the judge was asked about. */
export interface JudgedAnswer {
  target_id: string;
  /** `null`: unscorable. */
  value: number | null;
  /** Characters of the answer's text. */
  length: number;
  /** What people said; empty: nobody looked. */
  labels: readonly number[];
  /** Of a judge of pairs: what the two orders gave, of each judge, and how much longer the answer is than the other, in characters. */
  pair?: { outcomes: readonly SwapOutcome[]; longer: number };
}

type Figures = Omit<
  Calibration,
  | 'schema'
  | 'run_id'
  | 'scorer'
  | 'criterion'
  | 'people'
  | 'judges'
  | 'same_vendor'
  | 'self_preference'
  | 'pairs'
  | 'again'
>;

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const tie = 0.5;
const isRight = (value: number) => value > tie;
const word = (value: number) => (value === tie ? 'tie' : isRight(value) ? 'right' : 'wrong');

/** Answers that one of the two, or both, call neither right nor wrong. */
function tiesOf(both: readonly { value: number; human: number }[]) {
  const count = (judge: boolean, human: boolean) =>
    both.filter((each) => (each.value === tie) === judge && (each.human === tie) === human).length;
  return { both: count(true, true), judge_only: count(true, false), human_only: count(false, true) };
}

function meanDifference(differences: readonly number[]): Calibration['bias'] {
  const n = differences.length;
  const value = mean(differences);
  if (n < 2 || value === null) return null;
  const variance = differences.reduce((sum, d) => sum + (d - value) ** 2, 0) / (n - 1);
  const half = tQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half };
}

function targetFigures(label: string, answers: readonly JudgedAnswer[]): Calibration['targets'][number] {
  const judged = answers.flatMap(({ value, labels }) =>
    value === null ? [] : [{ value, human: mean(labels) }],
  );
  const seen = judged.flatMap(({ value, human }) => (human === null ? [] : [{ value, human }]));
  const found = predictionPowered({
    human: seen.map(({ human }) => human),
    judged: seen.map(({ value }) => value),
    unseen: judged.filter(({ human }) => human === null).map(({ value }) => value),
  });
  return {
    label,
    labelled: seen.length,
    judged: judged.length,
    raw: mean(judged.map(({ value }) => value)),
    corrected: found && { value: found.value, low: found.low, high: found.high, weight: found.weight },
    people: mean(seen.map(({ human }) => human)),
  };
}

/** `targets`: id and label, in the order they are to be told of. */
export function checkJudge(
  answers: readonly JudgedAnswer[],
  targets: readonly { id: string; label: string }[],
): Figures {
  const labelled = answers.filter(({ labels }) => labels.length > 0);
  const both = labelled.flatMap(({ value, labels, length }) =>
    value === null ? [] : [{ value, labels, human: mean(labels) as number, length }],
  );
  const decided = both.filter(({ value, human }) => value !== tie && human !== tie);
  const pairs = answers.flatMap(({ pair, value }) => (pair && value !== null ? [{ ...pair, value }] : []));
  const agreement = cohenKappa(
    both.map(({ human }) => word(human)),
    both.map(({ value }) => word(value)),
  );
  return {
    n: both.length,
    unscorable: labelled.length - both.length,
    agreement: agreement && {
      accuracy: agreement.accuracy,
      kappa: agreement.kappa,
      ties: tiesOf(both),
    },
    alpha:
      krippendorffAlpha(
        both.map(({ value, labels }) => [value, ...labels]),
        'interval',
      )?.alpha ?? null,
    alpha_people:
      krippendorffAlpha(
        labelled.map(({ labels }) => labels),
        'interval',
      )?.alpha ?? null,
    confusion: confusionOf(
      decided.map(({ human }) => isRight(human)),
      decided.map(({ value }) => isRight(value)),
    ),
    bias: meanDifference(both.map(({ value, human }) => value - human)),
    position: positionBias(pairs.flatMap(({ outcomes }) => outcomes)),
    length: lengthBias(
      pairs.map(({ value }) => value),
      pairs.map(({ longer }) => longer),
    ),
    length_slope: lengthSlope(both.map(({ value, human, length }) => ({ residual: value - human, length }))),
    targets: targets.map(({ id, label }) =>
      targetFigures(
        label,
        answers.filter(({ target_id }) => target_id === id),
      ),
    ),
  };
}
