/** Progress as plain lines, for logs and pipes. */
import { wallClockMs } from '../../base/clock.ts';
import type { RunSummary } from '../../contract/analysis.ts';
import type { LaneChange, LaneState } from '../../contract/lane.ts';
import { formatCount, formatCounted, formatDuration, formatPercent, formatUsd } from '../../view/format.ts';
import { phaseLine } from './phase-line.ts';
import { laneText } from '../../view/words/lane-words.ts';
import { RunProgress } from './run-progress.ts';
import { StandingLines } from './standing-lines.ts';
import type { RunView } from './run-view.ts';

const tickMs = 1000;
/** A line at least this often, even when little happens. */
const quietS = 15;

/** One line: how far, how many failed, what it cost. */
export function progressLine(summary: RunSummary, elapsedS: number): string {
  const { run, done, targets } = summary;
  const planned = targets.reduce((sum, target) => sum + target.planned, 0);
  const settled = targets.reduce((sum, target) => sum + target.n, 0);
  const ok = targets.reduce((sum, target) => sum + (target.outcomes.ok ?? 0), 0);
  const known = targets.map((target) => target.cost.spent_usd).filter((usd) => usd !== null);
  return [
    // a load that goes by its answers has no number of calls beforehand
    planned === 0
      ? `${run.suite_name}: ${formatCounted(done, 'call')}`
      : `${run.suite_name}: ${formatCount(done)}/${formatCount(planned)} (${formatPercent(done / planned, 0)} %)`,
    `${formatCount(settled - ok)} not ok`,
    known.length === 0 ? 'cost n/a' : `$${formatUsd(known.reduce((sum, usd) => sum + usd, 0))}`,
    formatDuration(elapsedS),
    ...(summary.eta_s === null ? [] : [`${formatDuration(summary.eta_s)} left`]),
  ].join(', ');
}

const lasting: ReadonlySet<LaneState> = new Set(['set_aside', 'broken', 'quiet', 'batch']);

/** Of changes that last; waits and cuts come and go and are in the notes at the end. */
function laneLine(summaryOf: () => RunSummary | null, targetId: string, change: LaneChange): string | null {
  const lasts = lasting.has(change.state);
  const label = lasts && summaryOf()?.run.targets.find(({ id }) => id === targetId)?.label;
  return label ? `${label}  ${laneText(change)}` : null;
}

/** Writes a line at the start, at every tenth and whenever nothing was said for a while. */
export function openLinesView(options: { note: (line: string) => void; pageUrl: string | null }): RunView {
  const progress = new RunProgress();
  const standings = new StandingLines();
  let lastTenth = -1;
  let lastS = 0;
  const look = () => {
    const { extent, elapsedS } = progress;
    if (!extent) return;
    const { done, planned } = extent;
    const tenth = planned === 0 ? 10 : Math.floor((10 * done) / planned);
    if (tenth === lastTenth && elapsedS - lastS < quietS) return;
    const summary = progress.summary();
    if (!summary) return;
    lastTenth = tenth;
    lastS = elapsedS;
    options.note(progressLine(summary, elapsedS));
  };
  const timer = setInterval(look, tickMs);
  return {
    emit(event) {
      progress.handle(event);
      if (event.type === 'run-start' && options.pageUrl !== null) options.note(`page ${options.pageUrl}`);
      if (event.type === 'load-phase') {
        const phase = phaseLine(event.run, wallClockMs());
        if (phase !== null) options.note(phase);
      }
      if (event.type === 'lane-change') {
        const line = laneLine(() => progress.summary(), event.target_id, event.change);
        if (line !== null) options.note(line);
      }
      if (event.type === 'race-change')
        for (const line of standings.news(event.race, progress.summary()?.run)) options.note(line);
      if (event.type === 'run-trouble') options.note(event.message ?? 'the trouble is over');
      if (event.type === 'run-start' || event.type === 'run-end') look();
    },
    stopping: () => options.note('finishing what is in flight; once more stops now'),
    async close() {
      clearInterval(timer);
    },
  };
}
