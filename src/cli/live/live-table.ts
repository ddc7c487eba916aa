/** The table of a run that is going on, as lines of text. */
import stringWidth from 'string-width';
import type { RunSummary, TargetSummary } from '../../contract/analysis.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatNumber,
  formatPercentShort,
  formatUsd,
} from '../../view/format.ts';
import { heldLanes } from '../../view/words/lane-words.ts';
import { paintWith, type Paint } from '../../report/paint.ts';
import { truncate } from '../../report/cut-names.ts';
import { textTable, type Column } from '../../report/text-table.ts';
import { phaseLine } from './phase-line.ts';
import { StandingLines } from './standing-lines.ts';

export interface LiveTableOptions {
  width: number;
  /** Lines of the terminal; targets that do not fit are counted in one line. */
  height: number;
  color: boolean;
  elapsedS: number;
  pageUrl: string | null;
  /** Ctrl-C was pressed: what is in flight is being finished. */
  stopping: boolean;
}

const barWidth = 8;

/** Filled in proportion; full only when all is done. */
export function progressBar(done: number, planned: number, width: number): string {
  const share = planned === 0 ? 1 : Math.min(1, done / planned);
  const filled = Math.floor(share * width);
  return '━'.repeat(filled) + '╌'.repeat(width - filled);
}

const nothing = '–';

function secondsLeft(target: TargetSummary, elapsedS: number): string {
  if (target.n >= target.planned) return 'done';
  if (target.n === 0) return nothing;
  return formatDuration((elapsedS * (target.planned - target.n)) / target.n);
}

const errorsOf = (target: TargetSummary) =>
  Object.entries(target.outcomes).reduce((sum, [outcome, count]) => sum + (outcome === 'ok' ? 0 : count), 0);

function ttft(target: TargetSummary): string {
  const quantiles = target.latency.ttft_ms;
  if (!quantiles) return nothing;
  return `${formatNumber(quantiles.p50)}/${formatNumber(quantiles.p95 ?? quantiles.p95_provisional)}`;
}

function columnsOf(targets: TargetSummary[], elapsedS: number, paint: Paint): Column[] {
  const column = (title: string, priority: number, text: (target: TargetSummary) => string): Column => ({
    title,
    align: title === 'target' || title === 'progress' ? 'left' : 'right',
    priority,
    cells: targets.map(text),
  });
  const errors = (target: TargetSummary) => {
    const count = errorsOf(target);
    return count === 0 ? '0' : paint('red', formatCount(count));
  };
  const bar = (target: TargetSummary) =>
    `${paint(target.n >= target.planned ? 'green' : 'cyan', progressBar(target.n, target.planned, barWidth))} ${target.planned === 0 ? target.n : `${target.n}/${target.planned}`}`;
  return [
    column('target', 0, (target) => target.target.label),
    column('progress', 1, bar),
    column('TTFT ms', 2, ttft),
    column('tok/s', 4, (target) => formatNumber(target.latency.tok_s_user?.p50).replace('n/a', nothing)),
    column('quality %', 0, (target) => (target.quality ? formatPercentShort(target.quality) : nothing)),
    column('cost $', 2, (target) => formatUsd(target.cost.total_usd).replace('n/a', nothing)),
    column('err', 1, errors),
    column('left', 3, (target) => secondsLeft(target, elapsedS)),
  ];
}

/** Those still running first when not all fit; the order of the suite otherwise. */
function visible(targets: TargetSummary[], room: number): TargetSummary[] {
  if (targets.length <= room) return targets;
  const running = targets.filter((target) => target.n < target.planned);
  return [...running, ...targets.filter((target) => !running.includes(target))].slice(
    0,
    Math.max(1, room - 1),
  );
}

function costOf(summary: RunSummary): string {
  const known = summary.targets.map((target) => target.cost.spent_usd).filter((usd) => usd !== null);
  return known.length === 0 ? 'cost n/a' : `$${formatUsd(known.reduce((sum, usd) => sum + usd, 0))}`;
}

function titleLine(summary: RunSummary, options: LiveTableOptions, paint: Paint): string {
  const { run, done } = summary;
  const planned = summary.targets.reduce((sum, target) => sum + target.planned, 0);
  const left = summary.eta_s === null ? '' : ` · ${formatDuration(summary.eta_s)} left`;
  const calls = planned === 0 ? formatCount(done) : `${formatCount(done)}/${formatCount(planned)}`;
  const rest = `${calls} · ${formatDuration(options.elapsedS)}${left} · ${costOf(summary)}`;
  const name = truncate(run.suite_name, Math.max(8, options.width - rest.length - 2));
  return truncate(`${name}  ${rest}`, options.width).replace(name, () => paint('bold', name));
}

/** The address in full, over several lines where one is too short: cut off it would lead nowhere. */
function pageLines({ pageUrl, width }: LiveTableOptions, paint: Paint): string[] {
  if (pageUrl === null) return [];
  const line = `page  ${paint('cyan', pageUrl)}`;
  if (stringWidth(line) <= width) return [line];
  const pieces = Array.from({ length: Math.ceil(pageUrl.length / width) }, (_, index) =>
    pageUrl.slice(index * width, (index + 1) * width),
  );
  return ['page', ...pieces.map((piece) => paint('cyan', piece))];
}

const maxHeld = 3;

/** What holds lanes back now; of many only the first. */
function heldLines(run: RunSummary['run'], width: number, paint: Paint): string[] {
  const held = heldLanes(run);
  const more = held.length - maxHeld;
  return [
    ...held.slice(0, maxHeld),
    ...(more > 0 ? [`and ${formatCounted(more, 'more target')} held back`] : []),
  ].map((line) => paint('yellow', truncate(line, width)));
}

function footerLines({ run }: RunSummary, options: LiveTableOptions, paint: Paint): string[] {
  const trouble = run.trouble === undefined ? [] : [paint('red', truncate(run.trouble, options.width))];
  const hint = options.stopping
    ? paint('yellow', truncate('finishing what is in flight; Ctrl-C again stops now', options.width))
    : paint('dim', truncate('Ctrl-C stops and keeps what was measured', options.width));
  const held = heldLines(run, options.width, paint);
  const standings = run.race ? new StandingLines().news(run.race, run).slice(-maxHeld) : [];
  const race = standings.map((line) => paint('dim', truncate(line, options.width)));
  return [...trouble, ...held, ...race, ...pageLines(options, paint), hint];
}

/** The whole picture; no line is wider than the terminal. TTFT is p50/p95, the p95 provisional while there are few. */
export function liveTable(summary: RunSummary, options: LiveTableOptions): string[] {
  const paint = paintWith(options.color);
  const footer = footerLines(summary, options, paint);
  // Title, blank, header, blank, phase, footer, and one line for the cursor.
  const room = options.height - (summary.run.load ? 6 : 5) - footer.length;
  const shown = visible(summary.targets, room);
  const table = textTable(columnsOf(shown, options.elapsedS, paint), {
    width: options.width,
    header: (text) => paint('dim', text),
  });
  const phase = phaseLine(summary.run, summary.run.started_at_ms + options.elapsedS * 1000);
  const hidden = summary.targets.length - shown.length;
  return [
    titleLine(summary, options, paint),
    '',
    ...table,
    ...(hidden > 0
      ? [paint('dim', `and ${formatCounted(hidden, 'more target')}; the page has them all`)]
      : []),
    '',
    ...(phase === null ? [] : [truncate(phase, options.width)]),
    ...footer,
  ];
}
