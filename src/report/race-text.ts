/** What a race found, as text: who was dropped when, who it is, and what it saved. */
import type { RaceReport } from '../contract/race.ts';
import type { Run, RunTarget } from '../contract/run.ts';
import { formatCount, formatCounted, formatPercent, formatUsd } from './format.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

const questions: Record<RaceReport['settings']['kind'], (report: RaceReport) => string> = {
  best: () => 'the best',
  top: ({ settings }) => `the best ${settings.k}`,
  within: ({ settings }) => `within ${formatPercent(settings.delta)} points of the baseline`,
  cheapest: ({ settings }) => `the cheapest within ${formatPercent(settings.delta)} points of all others`,
};

function verdict(report: RaceReport, labelOf: (id: string) => string): string {
  const { decided, winners, settings, more_cases: more } = report;
  const what = questions[settings.kind](report);
  const error = `chance of error at most ${formatPercent(settings.alpha, 0)} %`;
  if (decided) return `Certain (${error}): ${what}: ${winners.map(labelOf).join(', ') || 'none'}.`;
  const hint = more === null ? '' : ` About ${formatCounted(more, 'more case')} at this pace.`;
  return `Undecided: ${what}.${hint}`;
}

function raceText(
  report: RaceReport,
  targets: RunTarget[],
  options: { color: boolean; width: number },
): string {
  const paint = paintWith(options.color);
  const labelOf = (id: string) => targets.find((target) => target.id === id)?.label ?? id;
  const column = columnsOf(report.targets);
  const table = textTable(
    [
      column('race', 0, ({ target_id: id }) => labelOf(id), 'left'),
      column('', 0, ({ state }) => state, 'left'),
      column('cases', 1, ({ cases }) => formatCount(cases)),
      column('quality %', 2, ({ quality, low, high }) =>
        quality === null
          ? 'n/a'
          : `${formatPercent(quality)} [${formatPercent(low)}, ${formatPercent(high)}]`,
      ),
      column('calls', 3, ({ calls }) => formatCount(calls)),
      column('saved', 3, ({ calls_saved: saved }) => formatCount(saved)),
      column('why', 4, ({ reason }) => reason ?? '', 'left'),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const all = report.calls + report.calls_saved;
  const share = all === 0 ? '' : ` (${formatPercent(report.calls_saved / all, 0)} %)`;
  const money = report.usd_saved === null ? '' : `, about $${formatUsd(report.usd_saved)}`;
  const scope = report.settings.scope === 'suite' ? 'this suite' : 'work like this';
  const notes = `scope: ${scope}; intervals hold at every look; a call without an answer counts as quality 0`;
  return [
    ...table,
    '',
    ...wrap(
      `${verdict(report, labelOf)} ${report.calls_saved === 0 ? 'No call' : `${formatCounted(report.calls_saved, 'call')}${share}${money}`} saved.`,
      options.width,
      '',
    ),
    ...wrap(notes, options.width).map((line) => paint('dim', line)),
  ].join('\n');
}

/** Below a run's comparison: nothing when it was no race. */
export const raceLines = (
  { race, targets }: Pick<Run, 'race' | 'targets'>,
  options: { color: boolean; width: number },
): string[] => (race ? ['', raceText(race, targets, options)] : []);
