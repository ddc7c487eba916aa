import { memo, useMemo } from 'react';
import type { Comparison, MetricComparison } from '../../../../src/contract/comparison.ts';
import type { ComparedMetric } from '../../../../src/contract/compared-metric.ts';
import { formatCount } from '../../../../src/view/format.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { useInSteps } from '../../lib/use-in-steps.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import styles from './compare-page.module.css';
import {
  effectText,
  effectValue,
  verdictMarks,
  verdictText,
} from '../../../../src/view/words/comparison-words.ts';
import { metricFinder } from '../../../../src/view/turned-pair.ts';

interface VerdictMatrixProps {
  comparison: Comparison;
  metric: ComparedMetric;
  looks: Map<string, TargetLook>;
  /** Places of the targets, in the order of rows and columns. */
  order: number[];
  /** Ids of the pair that is open. */
  opened: { first: string | undefined; second: string | undefined };
  open: (first: string, second: string) => void;
}

/** A name may go on in another line after what parts its words, and within a word only where that alone is too long. */
const breakable = (name: string) =>
  name.split(/(?<=[-/_:@.])/u).flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]));

/** Cells that are drawn before the browser gets to do something else. */
const cellsAtOnce = 400;

/** Each row's target against each column's. A cell opens the pair. */
export const VerdictMatrix = memo(function VerdictMatrix(props: VerdictMatrixProps) {
  const { comparison, looks, metric, order, opened, open } = props;
  const find = useMemo(() => metricFinder(comparison, metric), [comparison, metric]);
  const step = Math.max(1, Math.floor(cellsAtOnce / Math.max(1, order.length)));
  const drawn = useInSteps(order.length, step, find);
  const targets = order.flatMap((place) => comparison.targets[place] ?? []);
  return (
    <>
      {drawn < order.length && (
        <div className={styles.drawing} role="status">
          <ProgressBar done={drawn} total={order.length} label="Drawing the matrix" />
          {formatCount(drawn)} of {formatCount(order.length)} rows
        </div>
      )}
      <table className={styles.matrix}>
        <caption className="visually-hidden">
          The target of the row against that of the column. Every cell opens the pair.
        </caption>
        <thead>
          <tr>
            <td />
            {targets.map(({ id, run_id, name }) => (
              <th key={`${run_id} ${id}`} scope="col" className={styles.column}>
                <span>{breakable(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.slice(0, drawn).map((first) => {
            const own = comparison.targets[first];
            if (!own) return null;
            return (
              <MatrixRow
                key={`${own.run_id} ${own.id}`}
                comparison={comparison}
                first={first}
                order={order}
                look={looks.get(own.id)}
                find={find}
                openedWith={opened.first === own.id ? opened.second : undefined}
                open={open}
              />
            );
          })}
        </tbody>
      </table>
    </>
  );
});

interface MatrixRowProps extends Pick<VerdictMatrixProps, 'comparison' | 'order' | 'open'> {
  first: number;
  look: TargetLook | undefined;
  find: (first: number, second: number) => MetricComparison | null;
  /** Id of the other of the pair that is open, if this row's target is one of it. */
  openedWith: string | undefined;
}

const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { comparison, first, order, look, find, openedWith, open } = props;
  const own = comparison.targets[first];
  if (!own) return null;
  return (
    <tr>
      <th scope="row">
        <TargetName look={look} label={own.name} />
      </th>
      {order.map((second) => {
        const other = comparison.targets[second];
        const compared = first === second ? null : find(first, second);
        return (
          <td key={second}>
            {other && compared && (
              <Cell
                compared={compared}
                names={[own.name, other.name]}
                isOpen={openedWith === other.id}
                open={() => open(own.id, other.id)}
              />
            )}
          </td>
        );
      })}
    </tr>
  );
});

interface CellProps {
  compared: MetricComparison;
  names: [own: string, other: string];
  isOpen: boolean;
  open: () => void;
}

function Cell({ compared, names: [own, other], isOpen, open }: CellProps) {
  const what = `${own} compared with ${other}: ${effectText(compared)}, ${verdictText(compared)}`;
  return (
    <button
      type="button"
      className={styles.cell}
      data-verdict={compared.verdict}
      aria-pressed={isOpen}
      aria-label={what}
      title={what}
      onClick={open}
    >
      <span aria-hidden="true">{verdictMarks[compared.verdict]}</span> {effectValue(compared)}
    </button>
  );
}
