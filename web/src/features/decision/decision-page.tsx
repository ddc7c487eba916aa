import { useQuery } from '@tanstack/react-query';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import { useMemo } from 'react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { basisText, evidenceNote } from '../../../../src/view/words/recommendation-words.ts';
import { sentence } from '../../../../src/view/words/sentence.ts';
import { mixedNotes } from '../../../../src/view/words/served-notes.ts';
import { partNotes } from '../../../../src/view/words/split-words.ts';
import type { RecommendationAnswer } from '../../../../src/contract/recommendation.ts';
import type { RunTarget } from '../../../../src/contract/run.ts';
import { useRun } from '../../lib/run-query.ts';
import { useLast } from '../../lib/use-last.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { partLooks } from '../../ui/part-looks.ts';
import { useTargetLooks } from '../../ui/use-scheme.ts';
import { CandidateTable } from './candidate-table.tsx';
import styles from './decision-page.module.css';
import { decisionQuery } from './decision-query.ts';
import { readRequirements } from './requirement-fields.ts';
import { RequirementForm } from './requirement-form.tsx';
import type { RequirementSearch } from './requirement-search.ts';

/** Which target to use, in one paragraph, and the evidence under it. */
export function DecisionPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const requirements = useSearch({ from: '/runs/$runId/decision' });
  const navigate = useNavigate();
  const { run, summary } = useRun(runId);
  const read = readRequirements(requirements);
  const { data, error, isFetching, refetch } = useQuery(decisionQuery(run, read.query));
  const isWrong = read.query === null;
  const answer = useLast(run.run_id, isWrong ? undefined : data);
  const change = (changes: Partial<RequirementSearch>) =>
    void navigate({
      to: '/runs/$runId/decision',
      params: { runId },
      search: { ...requirements, ...changes },
      replace: true,
    });
  return (
    <div className={styles.page}>
      <RequirementForm requirements={requirements} read={read} summary={summary} change={change} />
      {error && !isWrong && <ErrorNotice error={error} retry={() => void refetch()} />}
      {answer && (isWrong || error) && (
        <p className={styles.waiting} role="status">
          Shown below: the recommendation for the last valid requirements.
        </p>
      )}
      {!answer && isWrong && (
        <Notice title="A requirement above is not valid">
          The recommendation appears once it is corrected.
        </Notice>
      )}
      {answer && <AnswerPanel answer={answer} targets={run.targets} isFetching={isFetching} />}
      {!answer && !error && !isWrong && <p className={styles.waiting}>Computing the recommendation …</p>}
    </div>
  );
}

interface AnswerPanelProps {
  answer: RecommendationAnswer;
  targets: RunTarget[];
  isFetching: boolean;
}

function AnswerPanel({ answer, targets, isFetching }: AnswerPanelProps) {
  const wholes = useTargetLooks(targets);
  const looks = useMemo(
    () =>
      partLooks(
        answer.candidates.map(({ target_id: id, label, part }) => ({ id, label, part })),
        wholes,
      ),
    [answer, wholes],
  );
  const notes = [...partNotes(answer.candidates, answer.by), ...mixedNotes(answer.candidates)];
  return (
    <Panel title="Recommendation" note={`${basisText(answer)}; ${evidenceNote(answer)}`}>
      <div className={styles.body} aria-busy={isFetching}>
        <p className={styles.paragraph} aria-live="polite">
          {answer.paragraph}
        </p>
        <div className={styles.scroll} role="region" aria-label="Candidates" tabIndex={0}>
          <CandidateTable answer={answer} looks={looks} />
        </div>
        {notes.map(visibleLine).map((note) => (
          <p key={note} className={styles.mixed}>
            {sentence(note)}
          </p>
        ))}
      </div>
    </Panel>
  );
}
