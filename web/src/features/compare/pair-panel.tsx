import { Link } from '@tanstack/react-router';
import { visibleLine } from '../../../../src/base/visible-text.ts';
import type {
  CaseGroup,
  ComparedTarget,
  Comparison,
  MetricComparison,
  PairComparison,
} from '../../../../src/contract/comparison.ts';
import { formatCount, formatPoints, percentText } from '../../../../src/view/format.ts';
import { IntervalBar } from '../../ui/interval-bar.tsx';
import { Panel } from '../../ui/panel.tsx';
import styles from './compare-page.module.css';
import {
  comparedNames,
  comparedTimesNote,
  effectInterval,
  effectValue,
  pText,
  sideText,
  verdictText,
} from '../../../../src/view/words/comparison-words.ts';

interface PairPanelProps {
  runId: string;
  comparison: Comparison;
  pair: PairComparison;
}

/** Two targets closely: every metric, and the cases behind the difference in quality. */
export function PairPanel({ runId, comparison, pair }: PairPanelProps) {
  const [first, second] = [comparison.targets[pair.first], comparison.targets[pair.second]];
  if (!first || !second) return null;
  const { cases } = pair;
  const groups = cases.by_category.length > 1 ? cases.by_category : cases.by_tag;
  const examples = (ahead: ComparedTarget, behind: ComparedTarget, count: number) => {
    const text = `${ahead.name} is ahead in ${formatCount(count)}`;
    // the grid of cases has whole targets
    if (ahead.part || behind.part) return text;
    return (
      <Link to="/runs/$runId/cases" params={{ runId }} search={{ right: ahead.id, wrong: behind.id }}>
        {text}
      </Link>
    );
  };
  return (
    <Panel
      title={`${first.name} compared with ${second.name}`}
      note={`${formatCount(pair.shared_cases)} shared cases; ${percentText(comparison.level, 0)} confidence for all ${formatCount(comparison.family.intervals)} intervals of the comparison together; p is adjusted to match. ${comparedTimesNote}`}
    >
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">{first.name}</th>
              <th scope="col">{second.name}</th>
              <th scope="col">Difference</th>
              <th scope="col">Interval</th>
              <th scope="col">p</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {pair.metrics.map((metric) => (
              <MetricRow key={metric.metric} metric={metric} />
            ))}
          </tbody>
        </table>
        <p className={styles.behind}>
          {examples(first, second, cases.first_ahead)}, {examples(second, first, cases.second_ahead)};{' '}
          {formatCount(cases.level)} tied.
        </p>
        {groups.length > 1 && <GroupTable groups={groups} first={first.name} second={second.name} />}
      </div>
    </Panel>
  );
}

/** Ratios are drawn by their logarithm: half and double are equally far. */
function drawn({ effect, scale }: MetricComparison) {
  if (!effect) return null;
  const at = (value: number) => (scale === 'ratio' ? Math.log(value) : value);
  const [value, low, high] = [at(effect.value), at(effect.low), at(effect.high)];
  const furthest = Math.max(Math.abs(low), Math.abs(high), scale === 'ratio' ? 0.05 : 0.01);
  return { value, low, high, from: -furthest, to: furthest };
}

function MetricRow({ metric }: { metric: MetricComparison }) {
  const bar = drawn(metric);
  return (
    <tr>
      <th scope="row">{comparedNames[metric.metric]}</th>
      <td>{sideText(metric.metric, metric.first)}</td>
      <td>{sideText(metric.metric, metric.second)}</td>
      <td>{effectValue(metric)}</td>
      <td className={styles.interval}>
        {effectInterval(metric)}
        {bar && <IntervalBar {...bar} zero={0} colour="var(--accent)" />}
      </td>
      <td>{pText(metric)}</td>
      <td className={styles.verdict} data-verdict={metric.verdict}>
        {verdictText(metric)}
      </td>
    </tr>
  );
}

function GroupTable({ groups, first, second }: { groups: CaseGroup[]; first: string; second: string }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Category or tag</th>
          <th scope="col">Cases</th>
          <th scope="col">Difference, points</th>
          <th scope="col">{first} ahead</th>
          <th scope="col">{second} ahead</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name}>
            <th scope="row">{visibleLine(group.name)}</th>
            <td>{formatCount(group.n)}</td>
            <td>{formatPoints(group.difference)}</td>
            <td>{formatCount(group.first_ahead)}</td>
            <td>{formatCount(group.second_ahead)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
