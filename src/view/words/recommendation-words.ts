/** A recommendation as one paragraph anybody can read, and the words of its evidence. Recomputes nothing. */
import type { Candidate, Recommendation } from '../../contract/recommendation.ts';
import {
  formatCount,
  formatCounted,
  formatPercent,
  formatPoints,
  formatSetting,
  percentText,
  unknown,
  usdText,
} from '../format.ts';
import { pinText } from './split-words.ts';
import { checkNames } from './requirement-words.ts';

/** The bound of a difference that decided about it: `at least −2.3`. */
export function boundText({ difference, checks }: Candidate): string {
  if (!difference) return unknown;
  return isMarginMissed({ checks })
    ? `at most ${formatPoints(difference.high)}`
    : `at least ${formatPoints(difference.low)}`;
}

export const isMarginMissed = ({ checks }: Pick<Candidate, 'checks'>): boolean =>
  checks.some(({ name, status }) => name === 'margin' && status === 'missed');

/** The difference and its bound: `−0.4, at least −2.3`. */
export const differenceText = (candidate: Candidate): string =>
  candidate.difference ? `${formatPoints(candidate.difference.value)}, ${boundText(candidate)}` : unknown;

const atOnce = (family: number) => (family > 1 ? `, for all ${formatCounted(family, 'target')} at once` : '');

/** How the bounds of quality were made. */
export function boundsNote({
  candidates,
  requirements,
}: Pick<Recommendation, 'candidates' | 'requirements'>): string {
  const bounded = candidates.find(({ difference }) => difference)?.difference;
  if (!bounded) return 'quality is not compared';
  const against = requirements.baseline_is_best ? 'the best, whichever that is' : 'the baseline';
  return `"at least" and "at most": one-sided ${percentText(bounded.level, 0)} bounds against ${against}${atOnce(bounded.family)}, paired by case`;
}

/** How all figures of the evidence were made. */
export const evidenceNote = (answer: Recommendation): string =>
  `a call without an answer counts as quality 0; ${boundsNote(answer)}; intervals of cost 95 % each, cluster-robust; ${formatCounted(answer.resamples, 'resample')} of whole groups, seed ${answer.seed}`;

/** `200 cases in 40 groups`. */
export const basisText = ({ cases, clusters }: Pick<Recommendation, 'cases' | 'clusters'>): string =>
  `${formatCounted(cases, 'case')}${clusters < cases ? ` in ${formatCounted(clusters, 'group')}` : ''}`;

function qualityText({ candidates, requirements, pick }: Recommendation): string {
  const chosen = candidates.find(({ target_id }) => target_id === pick);
  const baseline = candidates.find(({ target_id }) => target_id === requirements.baseline_id);
  if (!chosen || !baseline || !chosen.difference) return '';
  const { value, low, level, family } = chosen.difference;
  const side = value >= 0 ? 'above' : 'below';
  const other =
    chosen === baseline
      ? 'the next'
      : `that of ${baseline.label}${requirements.baseline_is_best ? ', the highest found' : ''}`;
  const best = requirements.baseline_is_best ? 'the best' : 'it';
  const worst = low >= 0 ? `not below ${best}` : `at most ${sizeOf(low)} points below ${best}`;
  return `Its quality is ${sizeOf(value)} points ${side} ${other}, and ${worst} (one-sided ${percentText(level, 0)} bound${atOnce(family)}; non-inferiority margin ${formatSetting(requirements.margin)} points).`;
}

/** A difference whose side is said in words. */
const sizeOf = (points: number) => formatPoints(Math.abs(points)).replace('+', '');

export function savingText({ saving, candidates, requirements }: Recommendation): string {
  const baseline = candidates.find(({ target_id }) => target_id === requirements.baseline_id);
  if (!saving || !baseline) return '';
  const { value, low, high, level, family, per_month_usd: month } = saving;
  const [less, from, to] = value >= 0 ? ['less', low, high] : ['more', -high, -low];
  const range = `${percentText(level, 0)} interval ${formatPercent(from)} to ${percentText(to)}${family > 1 ? `, whichever of ${family} is chosen` : ''}`;
  const sign = value >= 0 ? 1 : -1;
  const ends = month && [month.low * sign, month.high * sign].sort((a, b) => a - b);
  const monthly =
    month && ends && requirements.traffic
      ? `, at ${formatCounted(requirements.traffic.calls, 'call')} a month ${usdText(month.value * sign)} (${ends.map(usdText).join(' to ')})`
      : '';
  return `It costs ${percentText(Math.abs(value))} ${less} than ${baseline.label} (${range})${monthly}.`;
}

export function sureness(answer: Recommendation): string {
  const { holds, requirements } = answer;
  if (holds === null) return '';
  const basis = basisText(answer);
  return requirements.scope === 'suite'
    ? `This is about these ${basis} and nothing else.`
    : `The same model is picked in ${percentText(holds, 0)} of bootstrap resamples (${basis})${holds < 0.5 ? ': it is nearly a toss-up' : ''}.`;
}

/** Nothing is said of targets that were judged in part. */
const amongWhom = ({ candidates }: Pick<Recommendation, 'candidates'>): string =>
  candidates.some(({ checks }) => checks.some(({ name, status }) => name === 'coverage' && status !== 'met'))
    ? ' of those with enough coverage'
    : '';

const labelIn = (candidates: readonly Candidate[], id: string | null) =>
  candidates.find(({ target_id }) => target_id === id)?.label ?? unknown;

/** What to use, and why: `Use b, the baseline: the cheapest that meets all requirements.` Nobody said that the baseline is in use. */
export function adviceText(answer: Recommendation): string {
  const { candidates, pick, requirements } = answer;
  const how = requirements.weights
    ? 'it scores highest with the weights given'
    : 'the cheapest that meets all requirements';
  const isBase = pick === requirements.baseline_id;
  const role = isBase && !requirements.baseline_is_best ? ', the baseline' : '';
  const best = isBase && requirements.baseline_is_best ? `, and the best in quality${amongWhom(answer)}` : '';
  return `Use ${labelIn(candidates, pick)}${role}: ${how}${best}.`;
}

function noChoice(
  { candidates, requirements }: Recommendation,
  limit: string,
  labelOf: (id: string | null) => string,
): string {
  const open = candidates.filter(({ checks }) => checks.some(({ status }) => status === 'undecided'));
  const more =
    open.length > 0 ? `For ${open.map(({ label }) => label).join(', ')} more cases may decide it.` : '';
  const highest =
    requirements.baseline_is_best && requirements.baseline_id !== null
      ? `${labelOf(requirements.baseline_id)} has the highest quality measured; with a named baseline, fewer cases are enough to decide.`
      : '';
  return ['No target is shown to meet all requirements, so none is recommended.', highest, limit, more]
    .filter(Boolean)
    .join(' ');
}

/** Of those that are not chosen, when none of them is shown to meet all requirements. */
function othersText({ candidates, pick }: Recommendation): string {
  const open = candidates.filter(
    ({ target_id, checks }) =>
      target_id !== pick &&
      checks.some(({ status }) => status === 'undecided') &&
      checks.every(({ status }) => status === 'met' || status === 'undecided'),
  );
  if (open.length === 0) return 'Nothing else meets all requirements.';
  const whom = open.length === 1 ? open[0]?.label : `${formatCount(open.length)} others`;
  return `Nothing else is shown to meet all requirements; more cases may show it for ${whom}.`;
}

/** The one paragraph. */
export function recommendationParagraph(answer: Recommendation): string {
  const { candidates, pick, runner_up, binding } = answer;
  const labelOf = (id: string | null) => labelIn(candidates, id);
  const limit = binding
    ? `Without the requirement on ${checkNames[binding.name]} it would be ${labelOf(binding.pick)}.`
    : '';
  if (pick === null) return noChoice(answer, limit, labelOf);
  const second = runner_up === null ? othersText(answer) : `Next comes ${labelOf(runner_up)}.`;
  return [
    adviceText(answer),
    pinText(answer),
    qualityText(answer),
    savingText(answer),
    sureness(answer),
    second,
    limit,
  ]
    .filter(Boolean)
    .join(' ');
}
