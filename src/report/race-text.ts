/** What a race found, as text: who was dropped when, who it is, and what it saved. */
import type { RaceReport } from '../contract/race.ts';
import type { Run, RunTarget } from '../contract/run.ts';
import {
  formatCount,
  formatCounted,
  formatPercentEstimate,
  percentText,
  unknown,
  usdText,
} from '../view/format.ts';
import { raceVerdict } from '../view/words/race-words.ts';
import { scopeWords } from '../view/words/scope-words.ts';
import { paintWith } from './paint.ts';
import { columnsOf, textTable } from './text-table.ts';
import { wrap } from './wrap.ts';

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
        quality === null ? unknown : formatPercentEstimate({ value: quality, low, high }),
      ),
      column('calls', 3, ({ calls }) => formatCount(calls)),
      column('saved', 3, ({ calls_saved: saved }) => formatCount(saved)),
      column('why', 4, ({ reason }) => reason ?? '', 'left'),
    ],
    { width: options.width, header: (text) => paint('bold', text) },
  );
  const all = report.calls + report.calls_saved;
  const share = all === 0 ? '' : ` (${percentText(report.calls_saved / all, 0)})`;
  const money = report.usd_saved === null ? '' : `, about ${usdText(report.usd_saved)}`;
  const notes = `scope: ${scopeWords[report.settings.scope]}; intervals hold at every look; a call without an answer counts as quality 0`;
  return [
    ...table,
    '',
    ...wrap(
      `${raceVerdict(report, labelOf)} ${report.calls_saved === 0 ? 'No call' : `${formatCounted(report.calls_saved, 'call')}${share}${money}`} saved.`,
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
