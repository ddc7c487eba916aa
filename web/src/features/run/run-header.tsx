import type { ReactNode } from 'react';
import type { TargetSummary } from '../../../../src/contract/analysis.ts';
import type { RunDetail } from '../../../../src/contract/run-listing.ts';
import {
  formatCount,
  formatDuration,
  usdText,
  formatInstant,
  formatInstantExactly,
} from '../../../../src/view/format.ts';
import type { Heard } from '../../lib/news-age.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Believable } from './believable.tsx';
import { sentence } from '../../../../src/view/words/sentence.ts';
import { sharedNote } from '../../../../src/view/words/shared-note.ts';
import styles from './run-header.module.css';
import { LiveState } from './live-state.tsx';
import { leftOutText } from '../../../../src/view/words/left-out.ts';
import { servedNotes } from '../../../../src/view/words/served-notes.ts';
import { laterNotes } from '../../../../src/view/words/later-notes.ts';
import { spendingOf } from '../../../../src/view/spending.ts';
import { StopButton } from './stop-button.tsx';
import { truncationWarning } from '../../../../src/view/words/truncation-warning.ts';

/** The run's name, its state, and what can be done with it. */
function TitleLine({ detail, heard }: { detail: RunDetail; heard: Heard | null }) {
  const { run, summary, live } = detail;
  const leftOut = leftOutText(run.left_out);
  return (
    <div className={styles.line}>
      <h1 className={styles.title}>{run.suite_name}</h1>
      <StatusMark status={run.status} />
      {run.status === 'partial' && (run.stopped || !leftOut) && <span>{run.stopped ?? 'stopped early'}</span>}
      {leftOut && <span className={styles.warn}>left out: {leftOut}</span>}
      {sharedNote(summary.shared).map((note) => (
        <span key={note}>{sentence(note)}</span>
      ))}
      {heard && run.status === 'running' && <LiveState heard={heard} />}
      <span
        className={styles.id}
        title={`Run ${run.run_id}\nSuite ${run.suite_hash}\n${run.provenance.command}`}
      >
        {run.run_id}
      </span>
      {live && run.status === 'running' && <StopButton runId={run.run_id} />}
    </div>
  );
}

function timeTaken({ started_at_ms, ended_at_ms }: RunDetail['run']): string {
  return formatDuration(ended_at_ms === null ? null : (ended_at_ms - started_at_ms) / 1000);
}

/** How far it is, how long it takes, what it costs, and what it is made of. */
function Facts({ detail: { run, summary } }: { detail: RunDetail }) {
  const spending = spendingOf(summary);
  const isRunning = run.status === 'running';
  return (
    <dl className={styles.facts}>
      <Fact name="Completed calls">
        <span className={styles.progress}>
          <ProgressBar done={summary.done} total={run.planned} label="Progress of the run" />
          {formatCount(summary.done)} / {formatCount(run.planned)}
        </span>
      </Fact>
      {isRunning ? (
        <Fact name="Time left">{formatDuration(summary.eta_s)}</Fact>
      ) : (
        <Fact name="Duration">{timeTaken(run)}</Fact>
      )}
      <Fact name={isRunning ? 'Cost so far' : 'Cost'}>
        {spending.usd !== null && spending.isLeast ? 'at least ' : ''}
        {usdText(spending.usd)}
      </Fact>
      <Fact name="Targets">{run.targets.length}</Fact>
      <Fact name="Cases × repeats">
        {formatCount(run.cases)} × {run.repeats}
      </Fact>
      <Fact name="Started">
        <span title={formatInstantExactly(run.started_at_ms)}>{formatInstant(run.started_at_ms)}</span>
      </Fact>
      <Believable client={run.client} selftest={run.provenance.selftest} />
    </dl>
  );
}

const withLabel = (summary: TargetSummary) => ({ ...summary, label: summary.target.label });

export function RunHeader({ detail, heard }: { detail: RunDetail; heard: Heard | null }) {
  const truncation = truncationWarning(detail.summary);
  return (
    <header className={styles.header}>
      <TitleLine detail={detail} heard={heard} />
      <Facts detail={detail} />
      {truncation && <p className={styles.warning}>{truncation}</p>}
      {[...laterNotes(detail.run), ...servedNotes(detail.summary.targets.map(withLabel))].map((note) => (
        <p key={note} className={styles.note}>
          {sentence(note)}
        </p>
      ))}
      <ProgressAnnouncement detail={detail} />
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Read aloud at every tenth of the run, not at every call. */
function ProgressAnnouncement({ detail: { run, summary } }: { detail: RunDetail }) {
  const tenths = run.planned > 0 ? Math.floor((summary.done / run.planned) * 10) : 0;
  const text =
    run.status === 'running'
      ? `${tenths * 10} percent of the calls are completed.`
      : `The run is ${run.status}.`;
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
