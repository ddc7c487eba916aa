import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useMemo, useRef } from 'react';
import type { ChartOption, TooltipHit } from '../../../src/view/charts/chart-option.ts';
import styles from './chart.module.css';
import { tooltipCard } from './tooltip-card.ts';

/** Asked for as soon as a page with charts is, not when the first chart mounts. */
const library = import('./echarts.ts');

const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

const still = { animation: false };
/** What moves is what changed; nothing makes an entrance, or a live chart would never be done with it. */
const moving = { animation: true, animationDuration: 0, animationDurationUpdate: 200 };

/** With its tooltip's cards as elements. */
function withCards({ tooltip, ...option }: ChartOption): EChartsCoreOption {
  const write = tooltip?.formatter;
  if (!write) return { ...option, tooltip };
  const formatter = (hits: TooltipHit | TooltipHit[]) => {
    const card = write(hits);
    return card ? tooltipCard(card) : '';
  };
  return { ...option, tooltip: { ...tooltip, formatter } };
}

/** Draws a chart. `label` says in words what is seen; the caller gives the numbers as a table. */
export function Chart(props: { option: ChartOption; height: number; label: string }) {
  const { height, label } = props;
  const option = useMemo(() => withCards(props.option), [props.option]);
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef(option);

  useEffect(() => {
    let isGone = false;
    let observer: ResizeObserver | undefined;
    void library.then(({ init }) => {
      if (isGone || !element.current) return;
      const created = init(element.current, null, { renderer: 'canvas' });
      chart.current = created;
      created.on('finished', () => void performance.mark('assay:chart-painted'));
      created.setOption({ ...latest.current, ...still });
      observer = new ResizeObserver(() => {
        // The first call only tells the size it was made with.
        const { clientWidth, clientHeight } = created.getDom();
        if (created.getWidth() !== clientWidth || created.getHeight() !== clientHeight) created.resize();
      });
      observer.observe(element.current);
    });
    return () => {
      isGone = true;
      observer?.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    latest.current = option;
    chart.current?.setOption(
      { ...option, ...(prefersStill() ? still : moving) },
      { replaceMerge: ['series', 'grid', 'xAxis', 'yAxis'], lazyUpdate: true },
    );
  }, [option]);

  return <div ref={element} role="img" aria-label={label} className={styles.canvas} style={{ height }} />;
}
