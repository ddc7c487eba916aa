import { visibleLine } from '../../../../src/base/visible-text.ts';
import { kneeText, sustainableText } from '../../../../src/view/words/sweep-words.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { LoadPoint, TargetLoad } from '../../../../src/contract/load-report.ts';
import { Chart } from '../../charts/chart.tsx';
import { chartThemes } from '../../../../src/view/charts/chart-theme.ts';
import { lineOption, throughputPoints, type ChartLine } from '../../../../src/view/charts/line-option.ts';
import { formatNumber, msText } from '../../../../src/view/format.ts';
import { useRun } from '../../lib/run-query.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useScheme, useTargetLooks } from '../../ui/use-scheme.ts';
import styles from './load-page.module.css';
import { loadQuery } from './load-query.ts';
import { PhaseTable } from './phase-table.tsx';

const height = 260;

function LinesPanel(props: { title: string; note: string; lines: ChartLine[]; x: string; isMs: boolean }) {
  const { title, note, lines, x, isMs } = props;
  const theme = chartThemes[useScheme()];
  const option = useMemo(
    () =>
      lineOption(lines, { x, y: isMs ? 'ms' : 'per second', format: isMs ? msText : formatNumber, theme }),
    [lines, x, isMs, theme],
  );
  return (
    <Panel title={title} note={note}>
      <Chart option={option} height={height} label={`${title}. The table of phases has the values.`} />
    </Panel>
  );
}

const lineOf = (series: LoadPoint[], field: keyof LoadPoint): ChartLine['points'] =>
  series.map((point) => [point.at_s, point[field]]);

/** Lines of the last phase, and of all phases but the recovery. */
function linesOf({ phases }: TargetLoad, colour: string, muted: string) {
  const series = phases.at(-1)?.series ?? [];
  return {
    rates: [
      { name: 'offered', colour: muted, dashed: true, points: lineOf(series, 'offered_rate') },
      { name: 'completed', colour, points: lineOf(series, 'completed_rate') },
    ],
    times: [
      { name: 'TTFT p50', colour: muted, points: lineOf(series, 'ttft_p50_ms') },
      { name: 'response p50', colour, points: lineOf(series, 'response_p50_ms') },
    ],
    sweep: [
      {
        name: 'response p50',
        colour,
        points: throughputPoints(phases.filter(({ purpose }) => purpose !== 'recover')),
      },
    ],
  };
}

function TargetCharts({ target, colour }: { target: TargetLoad; colour: string }) {
  const { muted } = chartThemes[useScheme()];
  const label = visibleLine(target.target.label);
  const lines = useMemo(() => linesOf(target, colour, muted), [target, colour, muted]);
  return (
    <div className={styles.charts}>
      <LinesPanel
        title={`Rate, ${label}`}
        note="Last phase; measuring begins at 0 s"
        lines={lines.rates}
        x="s"
        isMs={false}
      />
      <LinesPanel
        title={`Time, ${label}`}
        note="Last phase, by the scheduled start of the calls"
        lines={lines.times}
        x="s"
        isMs
      />
      {target.phases.length > 1 && (
        <LinesPanel
          title={`Throughput against latency, ${label}`}
          note="One point per phase"
          lines={lines.sweep}
          x="completed per second"
          isMs
        />
      )}
    </div>
  );
}

/** The phases of one target, what it sustains, and its charts. */
function TargetPanels({ target, colour }: { target: TargetLoad; colour: string }) {
  const isRunning = target.phases.at(-1)?.running;
  return (
    <>
      <Panel
        title={visibleLine(target.target.label)}
        note={`${isRunning ? 'Still running. ' : ''}Latency counts from the scheduled start of each call.`}
      >
        <div className={styles.scroll}>
          <PhaseTable phases={target.phases} />
          {target.sustainable && (
            <p className={styles.verdict}>
              {sustainableText(target.sustainable).map((line) => (
                <span key={line}>
                  {line}
                  <br />
                </span>
              ))}
              {kneeText(target.knee_rate)}
            </p>
          )}
        </div>
      </Panel>
      <TargetCharts target={target} colour={colour} />
    </>
  );
}

/** What each target bore. */
export function LoadPage() {
  const { runId } = useParams({ from: '/runs/$runId' });
  const { run } = useRun(runId);
  const { data, error, refetch } = useQuery(loadQuery(run));
  const looks = useTargetLooks(run.targets);
  if (error && !data) return <ErrorNotice error={error} retry={() => void refetch()} />;
  const targets = (data?.targets ?? []).filter((target) => target.phases.length > 0);
  if (targets.length === 0)
    return <Notice title={data ? 'The first phase has not started yet.' : 'Loading …'} />;
  return (
    <div className={styles.page}>
      {targets.map((target) => (
        <TargetPanels
          key={target.target.id}
          target={target}
          colour={looks.get(target.target.id)?.colour ?? 'currentColor'}
        />
      ))}
    </div>
  );
}
