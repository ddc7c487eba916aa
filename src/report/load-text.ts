/** A run under load for a terminal: per target one row a phase, then small charts of the last phase and of the sweep. */
import type { Quantiles } from '../contract/analysis.ts';
import type { LoadPoint, LoadReport, PhaseReport, TargetLoad } from '../contract/load-report.ts';
import { formatCount, formatNumber, formatPercent, unknown } from '../view/format.ts';
import { clientDoubt } from '../view/words/client-health.ts';
import { phaseStateText, phaseWord } from '../view/words/phase-word.ts';
import { sentence } from '../view/words/sentence.ts';
import { kneeText, sustainableText } from '../view/words/sweep-words.ts';
import { bars } from './bars.ts';
import { paintWith, type Paint } from './paint.ts';
import { runHeading } from './run-heading.ts';
import { truncate } from './cut-names.ts';
import { columnsOf, textTable, type Column } from './text-table.ts';
import type { Look } from './look.ts';
import { wrap } from './wrap.ts';

/** The tail beside the median: p99 where there are calls enough for it, else the greatest, marked as that. */
function tail(times: Quantiles | null): string {
  if (!times) return unknown;
  return times.p99 === null ? `≤${formatNumber(times.max)}` : formatNumber(times.p99);
}

function phaseColumns(phases: readonly PhaseReport[]): Column[] {
  const column = columnsOf(phases);
  return [
    column('phase', 0, phaseWord, 'left'),
    column('calls', 3, (phase) => formatCount(phase.offered)),
    column('offered/s', 0, (phase) => formatNumber(phase.offered_rate)),
    column('sent/s', 1, (phase) => formatNumber(phase.achieved_rate)),
    column('done/s', 0, (phase) => formatNumber(phase.req_s)),
    column('tok/s', 3, (phase) => formatNumber(phase.tok_s)),
    column('response p50', 0, (phase) => formatNumber(phase.response_ms?.p50)),
    column('p99 ms', 0, (phase) => tail(phase.response_ms)),
    column('TTFT p50', 2, (phase) => formatNumber(phase.ttft_ms?.p50)),
    column('queue p99', 4, (phase) => tail(phase.queue_ms)),
    column('good %', 1, (phase) => formatPercent(phase.good_share)),
    column('failed', 2, (phase) => formatCount(phase.failed)),
    column('dropped', 1, (phase) => formatCount(phase.dropped)),
    column('unfinished', 4, (phase) => formatCount(phase.unfinished)),
    ...(phases.some(({ state }) => state) ? [column('state', 0, phaseStateText, 'left')] : []),
  ];
}

const greatest = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));

/** Each line with its own scale, its greatest value behind it. */
function chart(label: string, values: readonly (number | null)[], most: number, unit: string): string {
  return `  ${label.padEnd(15)}${bars(values, most)}  to ${formatNumber(greatest(values))} ${unit}`;
}

function timeCharts({ series }: PhaseReport): string[] {
  if (series.length < 2) return [];
  const all = (field: keyof LoadPoint) => series.map((point) => point[field]);
  const rate = greatest([...all('offered_rate'), ...all('completed_rate')]);
  return [
    chart('offered', all('offered_rate'), rate, '/s'),
    chart('done', all('completed_rate'), rate, '/s'),
    chart('TTFT p50', all('ttft_p50_ms'), greatest(all('ttft_p50_ms')), 'ms'),
    chart('response p50', all('response_p50_ms'), greatest(all('response_p50_ms')), 'ms'),
  ];
}

/** Throughput against latency: rates ascending, bars of the response time. */
function sweepCharts(phases: readonly PhaseReport[]): string[] {
  // the longest phase of a rate stands for it
  const tested = phases.filter(({ purpose }) => purpose !== 'recover').sort((a, b) => a.offered - b.offered);
  const byRate = [...new Map(tested.map((phase) => [phase.rate, phase])).values()].sort(
    (a, b) => (a.rate ?? 0) - (b.rate ?? 0),
  );
  if (byRate.length < 3) return [];
  const width = 24;
  const slowest = greatest(byRate.map((phase) => phase.response_ms?.p50 ?? null));
  return byRate.map((phase) => {
    const p50 = phase.response_ms?.p50 ?? null;
    const length = p50 === null || slowest === 0 ? 0 : Math.max(1, Math.round((p50 / slowest) * width));
    const rates = `${formatNumber(phase.rate)}/s → ${formatNumber(phase.req_s)}/s`;
    return `  ${rates.padEnd(22)}${'█'.repeat(length).padEnd(width)}  p50 ${formatNumber(p50)} ms`;
  });
}

function verdict({ sustainable, knee_rate }: TargetLoad): string[] {
  if (!sustainable) return [];
  return [...sustainableText(sustainable), ...(knee_rate === null ? [] : [kneeText(knee_rate)])].map(
    (line) => `  ${line}`,
  );
}

function targetText(target: TargetLoad, look: Look, paint: Paint): string[] {
  const last = target.phases.at(-1);
  const charts = target.phases.length > 1 ? sweepCharts(target.phases) : last ? timeCharts(last) : [];
  return [
    paint('bold', target.target.label),
    ...textTable(phaseColumns(target.phases), { width: look.width, header: (text) => paint('dim', text) }),
    ...(charts.length > 0 ? ['', ...charts.map((line) => truncate(line, look.width))] : []),
    ...verdict(target),
    '',
  ];
}

export function loadText(report: LoadReport, look: Look): string {
  const paint = paintWith(look.color);
  const { run, targets } = report;
  const doubt = clientDoubt(run.client);
  const notes = [
    ...(doubt === null ? [] : [paint('yellow', sentence(doubt))]),
    'Response counts from the instant a call was due, so that waiting to be sent is part of it.',
  ];
  return [
    runHeading(run, look),
    `load ${run.load?.shape ?? ''}`,
    '',
    ...targets.flatMap((target) => targetText(target, look, paint)),
    ...notes.flatMap((note) => wrap(note, look.width)),
  ].join('\n');
}
