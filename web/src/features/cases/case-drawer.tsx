import { Drawer } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import type { RunTarget } from '../../../../src/contract/run.ts';
import type { CaseDetail } from '../../../../src/contract/run-case.ts';
import { get } from '../../lib/api.ts';
import { formatCount } from '../../../../src/view/format.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { AnswerCard } from './answer-card.tsx';
import styles from './case-drawer.module.css';
import { CaseQuestion } from './case-question.tsx';

interface CaseDrawerProps {
  runId: string;
  caseId: string | undefined;
  targets: RunTarget[];
  looks: Map<string, TargetLook>;
  /** Where in the filtered grid the case stands. */
  place: { index: number; total: number } | null;
  step: (by: number) => void;
  close: () => void;
}

const drawerClasses = { content: styles.drawer ?? '' };

/** One case in full: what was asked, what was expected, and what each target said. */
export default function CaseDrawer({ runId, caseId, targets, looks, place, step, close }: CaseDrawerProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['run', runId, 'case', caseId],
    queryFn: ({ signal }) =>
      get('/api/runs/{id}/cases/{caseId}', { params: { id: runId, caseId: caseId ?? '' } }, signal),
    enabled: caseId !== undefined,
    placeholderData: keepPreviousData,
  });
  return (
    <Drawer.Root
      opened={caseId !== undefined}
      onClose={close}
      position="right"
      size="min(1240px, 94vw)"
      lockScroll={false}
      classNames={drawerClasses}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content aria-label={`Case ${caseId ?? ''}`}>
        <DrawerKeys step={step} />
        <div className={styles.body}>
          <DrawerHead caseId={caseId} place={place} step={step} close={close} />
          {error && <ErrorNotice error={error} retry={() => void refetch()} />}
          {data && (
            <>
              <CaseQuestion detail={data} />
              <Answers detail={data} targets={targets} looks={looks} />
            </>
          )}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}

type DrawerHeadProps = Pick<CaseDrawerProps, 'caseId' | 'place' | 'step' | 'close'>;

function DrawerHead({ caseId, place, step, close }: DrawerHeadProps) {
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>{visibleLine(caseId ?? '')}</h2>
      {place && (
        <span className={styles.place}>
          {formatCount(place.index + 1)} of {formatCount(place.total)}
        </span>
      )}
      <div className={styles.buttons}>
        <button type="button" className="plain-button" onClick={() => step(-1)} disabled={place?.index === 0}>
          Previous <kbd>k</kbd>
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => step(1)}
          disabled={place?.index === (place?.total ?? 0) - 1}
        >
          Next <kbd>j</kbd>
        </button>
        <button type="button" className="plain-button" onClick={close}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
    </div>
  );
}

/** The keys work only while the drawer is open. */
function DrawerKeys({ step }: { step: (by: number) => void }) {
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));
  return null;
}

function Answers({
  detail,
  targets,
  looks,
}: {
  detail: CaseDetail;
  targets: RunTarget[];
  looks: Map<string, TargetLook>;
}) {
  const byTarget = Map.groupBy(detail.samples, ({ sample }) => sample.target_id);
  // One time scale for all, so that the bars compare.
  const slowest = Math.max(
    1,
    ...detail.samples.map(({ sample }) => (sample.queue_ms ?? 0) + (sample.e2e_ms ?? 0)),
  );
  return (
    <section aria-label="Answers">
      <h3 className={styles.count}>
        {formatCount(detail.samples.length)} {detail.samples.length === 1 ? 'answer' : 'answers'} of{' '}
        {formatCount(targets.length)} {targets.length === 1 ? 'target' : 'targets'}
      </h3>
      <div className={styles.answers}>
        {targets.map((target) => (
          <AnswerCard
            key={target.id}
            target={target}
            look={looks.get(target.id)}
            samples={byTarget.get(target.id) ?? []}
            slowest={slowest}
          />
        ))}
      </div>
    </section>
  );
}
