import { Tooltip } from '@mantine/core';
import { comparisonMetrics } from './comparison-columns.ts';
import styles from './comparison-table.module.css';

const plain = {
  target: {
    label: 'Target',
    unit: '',
    about: 'Provider, model, prompt and parameters. The mark is the same in every chart.',
  },
  progress: { label: 'Completed', unit: 'calls', about: 'Completed calls, out of those planned.' },
};
const headers = new Map<string, { label: string; unit: string; about: string; better?: string | null }>([
  ...Object.entries(plain),
  ...comparisonMetrics.map((metric) => [metric.key, metric] as const),
]);

interface ComparisonHeaderProps {
  id: string;
  sorted: false | 'asc' | 'desc';
  sort: ((event: unknown) => void) | undefined;
}

export function ComparisonHeader({ id, sorted, sort }: ComparisonHeaderProps) {
  const header = headers.get(id);
  if (!header) throw new Error(`no header for column ${id}`);
  const better = header.better ? ` ${header.better === 'lower' ? 'Lower' : 'Higher'} is better.` : '';
  const order = sorted === 'asc' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      className={styles[id === 'target' ? 'first' : 'number']}
      aria-sort={sorted ? order : 'none'}
      data-column={id}
    >
      <Tooltip
        label={header.about + better}
        multiline
        maw={260}
        openDelay={350}
        events={{ hover: true, focus: true, touch: false }}
      >
        <button type="button" className={styles.sort} onClick={sort}>
          <span>{header.label}</span>
          <span className={styles.unit}>
            {header.unit || '\u00a0'}
            <span aria-hidden="true" className={styles.arrow}>
              {sorted === 'asc' ? '▲' : sorted === 'desc' ? '▼' : ''}
            </span>
          </span>
        </button>
      </Tooltip>
    </th>
  );
}
