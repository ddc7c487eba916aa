import type { Saturation } from '../../contract/load-report.ts';
import type { ServiceLevels } from '../../contract/suite.ts';
import { quantile } from '../figures/quantiles.ts';
import { firstTokenMs } from './good-calls.ts';
import type { LoadRow } from './load-row.ts';
import type { PhaseEvidence } from './phase-evidence.ts';

const levels = [
  ['ttftMs', 'TTFT', firstTokenMs],
  ['e2eMs', 'response', (row: LoadRow) => row.response_ms],
  ['tpotMs', 'time per output token', (row: LoadRow) => row.tpot_ms],
] as const;

type Level = Pick<Saturation, 'what' | 'value' | 'limit'>;

const excess = ({ value, limit }: Level) => (value === null ? Number.POSITIVE_INFINITY : value / limit);

/** The service level that was missed the furthest, by the quantile of the share that must meet it. */
export function worstLevel(evidence: readonly PhaseEvidence[], slo: ServiceLevels, goodShare: number): Level {
  const rows = evidence.flatMap(({ answers }) => answers);
  return levels
    .flatMap(([level, name, valueOf]): Level[] => {
      const limit = slo[level];
      if (limit === undefined) return [];
      const values = rows.flatMap((row) => valueOf(row) ?? []).sort((a, b) => a - b);
      const value = values.length === 0 ? null : quantile(values, goodShare);
      return [{ what: `p${Number((goodShare * 100).toFixed(2))} ${name}`, value, limit }];
    })
    .reduce((a, b) => (excess(b) > excess(a) ? b : a));
}
