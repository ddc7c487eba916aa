/** A recommendation as one paragraph anybody can read, with the evidence under it. Recomputes nothing. */
import { sharedNote } from './shared-note.ts';
import type { Candidate, Check, CheckName, Recommendation } from '../contract/recommendation.ts';
import { formatCounted, formatNumber, formatPercent, formatUsd, unknown } from './format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const points = (share: number) => formatPercent(Math.abs(share));
const signed = (share: number) => `${share > 0 ? '+' : share < 0 ? '−' : ''}${points(share)}`;

/** The difference and the bound that decided about it: `−0.4, at least −2.3`. */
export function differenceText({ difference, checks }: Candidate): string {
  if (!difference) return unknown;
  const isMissed = checks.some(({ name, status }) => name === 'margin' && status === 'missed');
  const bound = isMissed ? `at most ${signed(difference.high)}` : `at least ${signed(difference.low)}`;
  return `${signed(difference.value)}, ${bound}`;
}

const checkNames: Record<CheckName, string> = {
  coverage: 'share of the suite that was judged',
  known_cost: 'known cost',
  error_rate: 'calls without an answer',
  truncated: 'answers cut at their token limit',
  margin: 'quality against the baseline',
  quality_floor: 'least quality',
  p95: 'p95',
  per_1k: 'cost per 1,000 calls',
  monthly: 'monthly budget',
  context: 'context length',
  abilities: 'abilities',
};

const inShares: ReadonlySet<CheckName> = new Set([
  'coverage',
  'error_rate',
  'truncated',
  'margin',
  'quality_floor',
]);

/** A claim about quality with the bound that decides it: what it is at least, or at most where it is missed. */
function shownWords({ name, status, value, limit, bounds }: Check): string {
  if (value === null || limit === null || !bounds) return unknown;
  const isMargin = name === 'margin';
  const show = (share: number) => (isMargin ? signed(share) : `${formatPercent(share)} %`);
  const bound = status === 'missed' ? `at most ${show(bounds.high)}` : `at least ${show(bounds.low)}`;
  const figures = `(${show(value)}, ${bound})`;
  if (!isMargin)
    return status === 'missed'
      ? `quality below ${show(limit)} ${figures}`
      : `quality not shown to be ${show(limit)} or more ${figures}`;
  const margin = `${points(limit)} points`;
  if (status === 'missed') return `quality more than ${margin} below ${figures}`;
  return bounds.high < 0
    ? `quality below, perhaps by more than ${margin} ${figures}`
    : `quality not shown to be within ${margin} ${figures}`;
}

/** `p95 missed: 5,210 of 4,000`. */
export function checkText(check: Check): string {
  const { name, status, value, limit, note } = check;
  if (check.bounds && status !== 'met') return shownWords(check);
  const show = (number: number | null) =>
    number === null ? unknown : inShares.has(name) ? `${formatPercent(number)} %` : formatNumber(number);
  const figures =
    limit === null || (value === null && note !== null)
      ? (note ?? '')
      : `${show(value)}, limit ${show(limit)}`;
  return `${checkNames[name]} ${status}${figures === '' ? '' : ` (${figures})`}`;
}

const atOnce = (family: number) => (family > 1 ? `, for all ${formatCounted(family, 'target')} at once` : '');

/** How the bounds of quality were made. */
export function boundsNote({ candidates, requirements }: Recommendation): string {
  const bounded = candidates.find(({ difference }) => difference)?.difference;
  if (!bounded) return 'quality is not compared';
  const against = requirements.baseline_is_best ? 'the best, whichever that is' : 'the baseline';
  return `"at least" and "at most": one-sided ${formatPercent(bounded.level, 0)} % bounds against ${against}${atOnce(bounded.family)}, paired by case`;
}

function qualityText({ candidates, requirements, pick }: Recommendation): string {
  const chosen = candidates.find(({ target_id }) => target_id === pick);
  const baseline = candidates.find(({ target_id }) => target_id === requirements.baseline_id);
  if (!chosen || !baseline || !chosen.difference) return '';
  const { value, low, level, family } = chosen.difference;
  const side = value >= 0 ? 'above' : 'below';
  const isHighest = chosen === baseline;
  const other = isHighest
    ? 'the next'
    : `that of ${baseline.label}${requirements.baseline_is_best ? ', the highest found' : ''}`;
  const best = requirements.baseline_is_best ? 'the best' : 'it';
  const worst = low >= 0 ? `not below ${best}` : `at most ${points(low)} points below ${best}`;
  return `Its quality is ${points(value)} points ${side} ${other}, and ${worst} (one-sided ${formatPercent(level, 0)} % bound${atOnce(family)}; margin ${points(requirements.margin)} points).`;
}

const usd = (amount: number) => `${amount < 0 ? '−' : ''}$${formatUsd(Math.abs(amount))}`;

function savingText({ saving, candidates, requirements }: Recommendation): string {
  const baseline = candidates.find(({ target_id }) => target_id === requirements.baseline_id);
  if (!saving || !baseline) return '';
  const { value, low, high, level, family, per_month_usd: month } = saving;
  const [less, from, to] = value >= 0 ? ['less', low, high] : ['more', -high, -low];
  const range = `${formatPercent(level, 0)} % interval ${formatPercent(from)} to ${formatPercent(to)}${family > 1 ? `, whichever of ${family} is chosen` : ''}`;
  const sign = value >= 0 ? 1 : -1;
  const ends = month && [month.low * sign, month.high * sign].sort((a, b) => a - b);
  const monthly =
    month && ends && requirements.traffic
      ? `, at ${formatCounted(requirements.traffic.calls, 'call')} a month ${usd(month.value * sign)} (${ends.map(usd).join(' to ')})`
      : '';
  return `It costs ${formatPercent(Math.abs(value))} % ${less} than ${baseline.label} (${range})${monthly}.`;
}

function sureness({ holds, requirements, clusters, cases }: Recommendation): string {
  if (holds === null) return '';
  const basis = `${formatCounted(cases, 'case')}${clusters < cases ? ` in ${formatCounted(clusters, 'group')}` : ''}`;
  return requirements.scope === 'suite'
    ? `This is about these ${basis} and nothing else.`
    : `The same model is picked in ${formatPercent(holds, 0)} % of bootstrap resamples (${basis})${holds < 0.5 ? ': it is nearly a toss-up' : ''}.`;
}

/** Nothing is said of targets that were judged in part. */
export const amongWhom = ({ candidates }: Recommendation): string =>
  candidates.some(({ checks }) => checks.some(({ name, status }) => name === 'coverage' && status !== 'met'))
    ? ' of those that were judged throughout'
    : '';

/** The one paragraph. */
export function recommendationParagraph(answer: Recommendation): string {
  const { candidates, pick, runner_up, binding, requirements } = answer;
  const labelOf = (id: string | null) =>
    candidates.find(({ target_id }) => target_id === id)?.label ?? unknown;
  const limit = binding
    ? `Without the requirement on ${checkNames[binding.name]} it would be ${labelOf(binding.pick)}.`
    : '';
  if (pick === null) {
    const open = candidates.filter(({ checks }) => checks.some(({ status }) => status === 'undecided'));
    const more =
      open.length > 0 ? `For ${open.map(({ label }) => label).join(', ')} more cases may decide it.` : '';
    const highest =
      requirements.baseline_is_best && requirements.baseline_id !== null
        ? `The highest quality found has ${labelOf(requirements.baseline_id)}; against a named baseline fewer cases decide.`
        : '';
    return ['No target is shown to meet all requirements, so none is recommended.', highest, limit, more]
      .filter(Boolean)
      .join(' ');
  }
  const how = requirements.weights
    ? 'it scores highest with the weights given'
    : 'the cheapest that meets all requirements';
  const isBase = pick === requirements.baseline_id;
  const same =
    isBase && !requirements.baseline_is_best ? `Stay with ${labelOf(pick)}` : `Use ${labelOf(pick)}`;
  const best = isBase && requirements.baseline_is_best ? `, and the best in quality${amongWhom(answer)}` : '';
  const second =
    runner_up === null ? 'Nothing else meets all requirements.' : `Next comes ${labelOf(runner_up)}.`;
  return [`${same}: ${how}${best}.`, qualityText(answer), savingText(answer), sureness(answer), second, limit]
    .filter(Boolean)
    .join(' ');
}

const estimate = (interval: Candidate['quality'], show: (value: number) => string) =>
  interval ? `${show(interval.value)} [${show(interval.low)}, ${show(interval.high)}]` : unknown;

/** For each target that cannot be chosen: which wishes it does not meet, in words. */
export function refusals({ candidates }: Recommendation): { target_id: string; text: string }[] {
  return candidates
    .filter(({ feasible }) => !feasible)
    .map(({ target_id, checks }) => ({
      target_id,
      text: checks
        .filter(({ status }) => status !== 'met')
        .map(checkText)
        .join('; '),
    }));
}

export function recommendationText(
  answer: Recommendation,
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const { candidates, requirements, pick } = answer;
  const column = columnsOf(candidates);
  const table = textTable(
    [
      column('', 0, (c) => `${c.target_id === pick ? '▸ ' : '  '}${c.label}`, 'left'),
      column('quality %', 1, (c) => formatPercent(c.quality?.value)),
      column(requirements.baseline_is_best ? 'vs best other' : 'vs baseline', 2, differenceText),
      column('$/1k calls', 0, (c) => estimate(c.per_1k_usd, formatUsd)),
      ...(requirements.traffic ? [column('$/month', 3, (c) => formatUsd(c.monthly_usd))] : []),
      column('p95 ms', 4, (c) => formatNumber(c.p95_ms)),
      column('frontier %', 5, (c) => formatPercent(c.frontier_share, 0)),
      column('picked %', 3, (c) => formatPercent(c.pick_share, 0)),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const labels = new Map(candidates.map(({ target_id, label }) => [target_id, label]));
  const reasons = refusals(answer).map(({ target_id, text }) => `not ${labels.get(target_id)}: ${text}`);
  const method = [
    ...sharedNote(answer.shared),
    requirements.scope === 'suite' ? 'scope: this suite' : 'scope: work like this',
    `a call without an answer counts as quality 0; ${boundsNote(answer)}; intervals of cost 95 % each, cluster-robust; ${formatCounted(answer.resamples, 'resample')} of whole groups, seed ${answer.seed}`,
  ];
  return [
    ...wrap(recommendationParagraph(answer), options.width, ''),
    '',
    ...table,
    '',
    ...[...reasons, ...method].flatMap((note) => wrap(note, options.width)).map((line) => paint('dim', line)),
  ].join('\n');
}
