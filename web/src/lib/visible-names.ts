/** Names that others gave, with what cannot be seen in them shown by signs. Ids stay as they are: requests are made with them. */
import { visibleLine } from '../../../src/base/visible-text.ts';
import type { RunDetail } from '../../../src/contract/run-listing.ts';

export const withVisibleLabel = <T extends { label: string }>(named: T): T => ({
  ...named,
  label: visibleLine(named.label),
});

const visibleRun = (run: RunDetail['run']): RunDetail['run'] => ({
  ...run,
  suite_name: visibleLine(run.suite_name),
  targets: run.targets.map(withVisibleLabel),
});

export function withVisibleNames(detail: RunDetail): RunDetail {
  const { summary } = detail;
  return {
    ...detail,
    run: visibleRun(detail.run),
    summary: {
      ...summary,
      run: visibleRun(summary.run),
      targets: summary.targets.map((row) => ({ ...row, target: withVisibleLabel(row.target) })),
    },
  };
}
