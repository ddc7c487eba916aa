import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { LabelForm } from './label-form.tsx';
import styles from './label-page.module.css';
import { labelListQuery } from './label-query.ts';
import { LabelStage } from './label-stage.tsx';

/** People say what stored answers are worth, without knowing who gave them. */
export function LabelPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const search = useSearch({ from: '/runs/$runId/label' });
  const navigate = useNavigate({ from: '/runs/$runId/label' });
  const { data, error, refetch } = useQuery(labelListQuery(runId, search));
  const asked = JSON.stringify(search);
  return (
    <div className={styles.page}>
      <LabelForm
        key={`form ${asked}`}
        search={search}
        list={data}
        change={(next) => void navigate({ search: next })}
      />
      {error && !data ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : !data ? (
        <p>Loading …</p>
      ) : data.items.length === 0 ? (
        <Notice title="There are no answers to label.">
          {search.pairs
            ? 'Two targets must have answered the same case.'
            : 'No call of this run has been answered yet.'}
        </Notice>
      ) : (
        <LabelStage key={`stage ${asked}`} runId={runId} list={data} />
      )}
    </div>
  );
}
