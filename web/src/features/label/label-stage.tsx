import { useEffect, useRef } from 'react';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { LabelList } from '../../../../src/contract/label.ts';
import { labelQuestion } from '../../../../src/view/words/label-question.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { BlindView } from './blind-view.tsx';
import { LabelKeys } from './label-keys.tsx';
import styles from './label-page.module.css';
import { countSaid } from './label-progress.ts';
import { useLabelling } from './use-labelling.ts';

/** One answer after the other, or pair after pair. */
export function LabelStage({ runId, list }: { runId: string; list: LabelList }) {
  const { progress, told, blind, take, error, showSkipped } = useLabelling(runId, list);
  const heading = useRef<HTMLHeadingElement>(null);
  const total = list.items.length;
  const labelled = countSaid(progress);
  const isOver = progress.at >= total;
  const wasOver = useRef(isOver);
  useEffect(() => {
    // the buttons come or go: whoever had the focus there would lose it
    if (wasOver.current !== isOver) heading.current?.focus();
    wasOver.current = isOver;
  }, [isOver]);
  const undo = { key: 'u', means: 'undo', disabled: progress.trail.length === 0 };
  const said = list.choices.map((choice) => ({ ...choice, disabled: !blind.data }));
  return (
    <>
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.question}>
          {isOver
            ? labelled === total
              ? 'All labelled'
              : 'No more answers'
            : visibleLine(labelQuestion(list))}
        </h2>
        <span className={styles.count}>
          {labelled} of {total} labelled
        </span>
      </div>
      <ProgressBar done={labelled} total={total} label="Labelled" />
      <p className="visually-hidden" role="status">
        {told}
      </p>
      {error && <ErrorNotice error={error} />}
      {isOver ? (
        <p className={styles.over}>
          {labelled === total ? `You have labelled all ${total}.` : `${total - labelled} skipped.`}
        </p>
      ) : blind.error ? (
        <ErrorNotice error={blind.error} retry={() => void blind.refetch()} />
      ) : (
        <div className={styles.shown} key={progress.at}>
          {blind.data ? <BlindView runId={runId} blind={blind.data} /> : <p>Loading …</p>}
        </div>
      )}
      <div className={styles.bar}>
        <LabelKeys
          actions={isOver ? [undo] : [...said, { key: 's', means: 'skip', disabled: !blind.data }, undo]}
          take={take}
        />
        {isOver && labelled < total && (
          <button type="button" className="plain-button" onClick={showSkipped}>
            Show skipped
          </button>
        )}
      </div>
    </>
  );
}
