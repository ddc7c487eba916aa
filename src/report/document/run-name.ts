import type { ReportRun } from '../../contract/report.ts';
import { shortRunId } from '../../view/short-run-id.ts';
import { utc } from './utc.ts';

export const runName = ({ run }: Pick<ReportRun, 'run'>): string =>
  `Run ${shortRunId(run.run_id)}, ${utc(run.started_at_ms)}`;
