import { memo } from 'react';
import type { ComparedMetric, Comparison } from '../../../../src/contract/comparison.ts';
import type { TargetLook } from '../../lib/target-look.ts';
import { TargetName } from '../../ui/target-name.tsx';
import styles from './compare-page.module.css';
import { effectText, intervalText, verdictText } from './effect-text.ts';
import { pairOf } from './turned-pair.ts';

interface VerdictMatrixProps {
  comparison: Comparison;
  metric: ComparedMetric;
  looks: Map<string, TargetLook>;
  /** Ids of the pair that is open. */
  opened: { first: string | undefined; second: string | undefined };
  open: (first: string, second: string) => void;
}

const signs = { better: '▲', worse: '▼', within: '≈', undecided: '?' } as const;

/** Each row's target against each column's. A cell opens the pair. */
export const VerdictMatrix = memo(function VerdictMatrix(props: VerdictMatrixProps) {
  const { comparison, looks } = props;
  return (
    <table className={styles.matrix}>
      <caption className="visually-hidden">
        The target of the row against that of the column. Every cell opens the pair.
      </caption>
      <thead>
        <tr>
          <td />
          {comparison.targets.map(({ id, run_id, name }) => (
            <th key={`${run_id} ${id}`} scope="col" className={styles.column}>
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {comparison.targets.map(({ id, run_id, name }, first) => (
          <tr key={`${run_id} ${id}`}>
            <th scope="row">
              <TargetName look={looks.get(id)} label={name} />
            </th>
            {comparison.targets.map((other, second) => (
              <td key={`${other.run_id} ${other.id}`}>
                {first !== second && <Cell {...props} first={first} second={second} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function Cell(props: VerdictMatrixProps & { first: number; second: number }) {
  const { comparison, metric, first, second, opened, open } = props;
  const compared = pairOf(comparison, first, second)?.metrics.find((one) => one.metric === metric);
  const [own, other] = [comparison.targets[first], comparison.targets[second]];
  if (!compared || !own || !other) return null;
  const what = `${own.name} against ${other.name}: ${effectText(compared)} (${intervalText(compared)}), ${verdictText(compared)}`;
  return (
    <button
      type="button"
      className={styles.cell}
      data-verdict={compared.verdict}
      aria-pressed={opened.first === own.id && opened.second === other.id}
      aria-label={what}
      title={what}
      onClick={() => open(own.id, other.id)}
    >
      <span aria-hidden="true">{signs[compared.verdict]}</span> {effectText(compared)}
    </button>
  );
}
