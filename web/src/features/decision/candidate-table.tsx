import type { Candidate, RecommendationAnswer } from '../../../../src/contract/recommendation.ts';
import {
  formatNumber,
  formatPercent,
  formatPoints,
  formatUsd,
  intervalText,
  percentText,
  unknown,
} from '../../../../src/view/format.ts';
import type { TargetLook } from '../../../../src/view/target-look.ts';
import { IntervalBar } from '../../ui/interval-bar.tsx';
import { TargetName } from '../../ui/target-name.tsx';
import { boundText, isMarginMissed } from '../../../../src/view/words/recommendation-words.ts';
import styles from './decision-page.module.css';
import { differenceScale } from './difference-scale.ts';

interface CandidateTableProps {
  answer: RecommendationAnswer;
  looks: Map<string, TargetLook>;
}

/** Best first; under a target that cannot be chosen, why. */
export function CandidateTable({ answer, looks }: CandidateTableProps) {
  const scale = differenceScale(answer.candidates);
  const reasons = new Map(answer.refusals.map(({ target_id, text }) => [target_id, text]));
  const hasMonth = answer.candidates.some(({ monthly_usd }) => monthly_usd !== null);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Quality, %</th>
          <th scope="col">
            Difference from the {answer.requirements.baseline_is_best ? 'best other' : 'baseline'}, points
          </th>
          <th scope="col">$/1k calls</th>
          {hasMonth && <th scope="col">$/month</th>}
          <th scope="col">p95 latency, ms</th>
          <th scope="col">On the Pareto frontier</th>
          <th scope="col">Pick stability</th>
        </tr>
      </thead>
      <tbody>
        {answer.candidates.map((candidate) => (
          <CandidateRow
            key={candidate.target_id}
            candidate={candidate}
            look={looks.get(candidate.target_id)}
            role={roleOf(candidate.target_id, answer)}
            reason={reasons.get(candidate.target_id)}
            scale={scale}
            noDifference={candidate.target_id === answer.requirements.baseline_id ? 'baseline' : unknown}
            hasMonth={hasMonth}
          />
        ))}
      </tbody>
    </table>
  );
}

const roleOf = (id: string, { pick, runner_up, requirements }: RecommendationAnswer): string | null => {
  if (id === pick) return 'recommended';
  if (id === runner_up) return 'runner-up';
  return id === requirements.baseline_id ? 'baseline' : null;
};

interface CandidateRowProps {
  candidate: Candidate;
  look: TargetLook | undefined;
  role: string | null;
  reason: string | undefined;
  scale: { from: number; to: number };
  /** What stands where there is no difference. */
  noDifference: string;
  hasMonth: boolean;
}

function CandidateRow(props: CandidateRowProps) {
  const { candidate, look, role, reason, scale, noDifference, hasMonth } = props;
  const { label, quality, difference, per_1k_usd: cost } = candidate;
  const isMissed = isMarginMissed(candidate);
  return (
    <tr data-role={role} data-refused={!candidate.feasible || undefined}>
      <th scope="row">
        <span className={styles.name}>
          <TargetName look={look} label={label} />
          {role && <span className={styles.role}>{role}</span>}
        </span>
        {reason && <span className={styles.reason}>{reason}</span>}
      </th>
      <td>{formatPercent(quality?.value)}</td>
      <td className={styles.difference}>
        {difference ? (
          <>
            <span>
              {formatPoints(difference.value)} <span className={styles.interval}>{boundText(candidate)}</span>
            </span>
            <IntervalBar
              value={difference.value}
              low={isMissed ? difference.value : difference.low}
              high={isMissed ? difference.high : difference.value}
              {...scale}
              zero={0}
              colour={look?.colour ?? 'currentColor'}
            />
          </>
        ) : (
          noDifference
        )}
      </td>
      <td>
        {formatUsd(cost?.value)}{' '}
        {cost && <span className={styles.interval}>{intervalText(cost, formatUsd)}</span>}
      </td>
      {hasMonth && <td>{formatUsd(candidate.monthly_usd)}</td>}
      <td>{formatNumber(candidate.p95_ms)}</td>
      <td>{percentText(candidate.frontier_share, 0)}</td>
      <td>{percentText(candidate.pick_share, 0)}</td>
    </tr>
  );
}
