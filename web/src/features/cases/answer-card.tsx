import type { RunTarget } from '../../../../src/contract/run.ts';
import { visibleText } from '../../../../src/base/visible-text.ts';
import type { CaseDetail } from '../../../../src/contract/run-case.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { LongText } from '../../ui/long-text.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import styles from './answer-card.module.css';
import { verdictOf } from './cell-verdict.ts';
import { SampleFacts } from './sample-facts.tsx';
import { SampleOutput } from '../../ui/sample-output.tsx';
import { ScoreList } from './score-list.tsx';
import { StepTrace } from './step-trace.tsx';
import { TimingBar } from './timing-bar.tsx';
import { VerdictMark } from './verdict-mark.tsx';

type SampleEntry = CaseDetail['samples'][number];

interface AnswerCardProps {
  target: RunTarget;
  look: TargetLook | undefined;
  samples: SampleEntry[];
  /** Longest call of the case, ms: the length of every timing bar's scale. */
  slowest: number;
}

/** One target's answers to the case, repeat after repeat. */
export function AnswerCard({ target, look, samples, slowest }: AnswerCardProps) {
  return (
    <article className={styles.card} aria-label={target.label}>
      <h3 className={styles.head}>
        <TargetName look={look} label={target.label} />
      </h3>
      {samples.length === 0 && <p className={styles.none}>Not completed yet.</p>}
      {samples
        .toSorted((a, b) => a.sample.repeat - b.sample.repeat)
        .map((entry) => (
          <SampleView
            key={entry.sample.sample_id}
            entry={entry}
            slowest={slowest}
            colour={look?.colour ?? 'currentColor'}
            isNumbered={samples.length > 1}
          />
        ))}
    </article>
  );
}

function SampleView({
  entry,
  slowest,
  colour,
  isNumbered,
}: {
  entry: SampleEntry;
  slowest: number;
  colour: string;
  isNumbered: boolean;
}) {
  const { sample, payload } = entry;
  const verdict = verdictOf(sample);
  return (
    <section className={styles.sample}>
      <p className={styles.verdict}>
        <VerdictMark verdict={verdict} />
        <strong>{verdict === 'failed' ? sample.error_class || sample.outcome : verdict}</strong>
        {verdict !== 'failed' && sample.outcome !== 'ok' && (
          <span className={styles.outcome}>{sample.outcome}</span>
        )}
        {isNumbered && <span className={styles.repeat}>repeat {sample.repeat + 1}</span>}
      </p>
      {payload?.error_message && <p className={styles.error}>{visibleText(payload.error_message)}</p>}
      {payload?.error_body && (
        <details className={styles.body}>
          <summary>Provider's response</summary>
          <LongText className={undefined} text={payload.error_body} />
        </details>
      )}
      {payload?.answer && <SampleOutput answer={payload.answer} />}
      {payload?.steps && <StepTrace runId={sample.run_id} steps={payload.steps} />}
      {payload && payload.scores.length > 0 && <ScoreList scores={payload.scores} />}
      <TimingBar sample={sample} payload={payload} slowest={slowest} colour={colour} />
      <SampleFacts sample={sample} />
    </section>
  );
}
