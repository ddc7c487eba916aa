/** Where the figures of a run come from. */
import type { ReportRun } from '../../contract/report.ts';
import { formatCounted, formatDuration, unknown } from '../../view/format.ts';
import { facts } from './html.ts';
import { utc } from './utc.ts';

export function provenance({ run }: ReportRun): string {
  const { provenance: from } = run;
  return facts([
    ['run', run.run_id],
    ['suite', `${run.suite_name}, sha-256 ${run.suite_hash}`],
    ['started', utc(run.started_at_ms)],
    ...(run.ended_at_ms === null
      ? []
      : [['took', formatDuration((run.ended_at_ms - run.started_at_ms) / 1000)] as const]),
    [
      'plan',
      `${formatCounted(run.cases, 'case')} × ${formatCounted(run.repeats, 'repeat')} × ${formatCounted(run.targets.length, 'target')}, seed ${run.seed}`,
    ],
    [
      'targets',
      run.targets.map(({ label, provider, model }) => `${label} (${provider}/${model})`).join(', '),
    ],
    [
      'made with',
      `Assay ${from.assay_version}, Node ${from.node_version}, ${from.platform}, ${from.cpu}, ${from.cores} cores`,
    ],
    [
      'source',
      from.git_commit === null
        ? unknown
        : `${from.git_commit}${from.git_dirty ? ', with uncommitted changes' : ''}`,
    ],
    ['command', from.command],
  ]);
}
