import type { Scheme } from '../../../src/view/target-look.ts';

/** What a canvas cannot take from the style sheet. */
export interface ChartTheme {
  scheme: Scheme;
  text: string;
  muted: string;
  line: string;
  panel: string;
  frontier: string;
}

export const chartThemes: Record<Scheme, ChartTheme> = {
  light: {
    scheme: 'light',
    text: '#1b2430',
    muted: '#5b6675',
    line: '#e4e8ed',
    panel: '#ffffff',
    frontier: '#8a94a3',
  },
  dark: {
    scheme: 'dark',
    text: '#e6eaf0',
    muted: '#98a3b3',
    line: '#2a323c',
    panel: '#171c22',
    frontier: '#76818f',
  },
};

export const chartFont = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

export function axisLook(theme: ChartTheme) {
  return {
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 11, fontFamily: chartFont, hideOverlap: true },
    splitLine: { lineStyle: { color: theme.line } },
    nameTextStyle: { color: theme.muted, fontSize: 11, fontFamily: chartFont },
  };
}

export function tooltipLook(theme: ChartTheme) {
  return {
    // Confined also means: without the arrow, whose inline style the page's content policy forbids.
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.panel,
    borderColor: theme.line,
    padding: [6, 10],
    textStyle: { color: theme.text, fontSize: 12, fontFamily: chartFont },
  };
}
