import { useState } from 'react';
import type { History } from '../../../../src/contract/history.ts';
import type { HistoryLine } from '../../../../src/view/charts/history-option.ts';
import { formatCount, intervalText, unknown } from '../../../../src/view/format.ts';
import type { ShownMetric } from '../../../../src/view/metrics/history-metrics.ts';
import { cellText, headerOf } from '../../../../src/view/metrics/metric.ts';
import {
  bucketText,
  callsOf,
  changeText,
  firstKnown,
  lastInterval,
  lastKnown,
  lineName,
  markerText,
} from '../../../../src/view/words/history-words.ts';
import { TargetName } from '../../ui/target-name.tsx';
import styles from './history-page.module.css';

interface LinesProps {
  history: History;
  metric: ShownMetric;
  lines: HistoryLine[];
}

const textOf = (metric: ShownMetric, value: number | null | undefined) =>
  cellText(metric, { value: value ?? null, n: null });

/** A row for each line: its first and last figure, and how many calls it is of. */
export function HistoryTable({ metric, lines }: Omit<LinesProps, 'history'>) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{headerOf(metric)}: first and last figure of each line</caption>
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">Suite</th>
          <th scope="col" className={styles.number}>
            First
          </th>
          <th scope="col" className={styles.number}>
            Last: {headerOf(metric)}
          </th>
          <th scope="col" className={styles.number}>
            95 % interval
          </th>
          <th scope="col" className={styles.number}>
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, look, dashed, series }) => (
          <tr key={name}>
            <th scope="row">
              <TargetName look={look} label={series.label} />
            </th>
            <td>
              {lineName(series)}
              {dashed && <span className={styles.muted}> (dashed)</span>}
            </td>
            <td className={styles.number}>{textOf(metric, firstKnown(series)?.value)}</td>
            <td className={styles.number}>{textOf(metric, lastKnown(series)?.value)}</td>
            <td className={styles.number}>{lastInterval(series, metric) || unknown}</td>
            <td className={styles.number}>{formatCount(callsOf(series))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What changed in each line, and what was different beside it, oldest first. */
export function HistoryEvents({ history: { bucket }, metric, lines }: LinesProps) {
  const told = lines.flatMap(({ name, series }) => {
    const events = [
      ...(series.changes ?? []).map((change) => ({
        at: change.at_ms,
        isChange: true,
        text: changeText(change, metric),
      })),
      ...series.markers.map((marker) => ({ at: marker.at_ms, isChange: false, text: markerText(marker) })),
    ].toSorted((a, b) => a.at - b.at);
    return events.length === 0 ? [] : [{ name, events }];
  });
  if (told.length === 0)
    return <p className={styles.empty}>No change was found, and nothing else was different.</p>;
  return told.map(({ name, events }) => (
    <section key={name} className={styles.events} aria-label={name}>
      <h3>{name}</h3>
      <ul>
        {events.map(({ at, isChange, text }, i) => (
          // two markers of one bucket may read the same, and none moves
          <li key={`${i} ${text}`} data-change={isChange || undefined}>
            <time dateTime={new Date(at).toISOString()}>{bucketText(at, bucket)}</time> {text}
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** Every point that is drawn, made when it is opened. */
export function HistoryPoints({ history: { bucket }, metric, lines }: LinesProps) {
  const [isOpen, setOpen] = useState(false);
  const rows = isOpen
    ? lines.flatMap(({ name, series }) => series.points.map((point) => ({ name, ...point })))
    : [];
  return (
    <details className={styles.points} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>All points</summary>
      {isOpen && (
        <div className={styles.scroll} role="region" aria-label="All points" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                {['Line', 'Start, UTC', headerOf(metric), '95 % interval', 'n'].map((header) => (
                  <th key={header} scope="col">
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, at_ms, value, low, high, n }) => (
                <tr key={`${name} ${at_ms}`}>
                  <th scope="row">{name}</th>
                  <td>{bucketText(at_ms, bucket)}</td>
                  <td>{textOf(metric, value)}</td>
                  <td>
                    {low === null || high === null ? unknown : intervalText({ low, high }, metric.format)}
                  </td>
                  <td>{formatCount(n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
