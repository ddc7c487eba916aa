import type { Scheme } from '../target-look.ts';

/** Colours by what they are for; a drawing cannot take them from the style sheet's rules. */
export interface ChartTheme {
  scheme: Scheme;
  font: string;
  text: string;
  muted: string;
  line: string;
  panel: string;
  frontier: string;
}

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

export const chartThemes: Record<Scheme, ChartTheme> = {
  light: {
    scheme: 'light',
    font,
    text: '#1b2430',
    muted: '#5b6675',
    line: '#e4e8ed',
    panel: '#ffffff',
    frontier: '#8a94a3',
  },
  dark: {
    scheme: 'dark',
    font,
    text: '#e6eaf0',
    muted: '#98a3b3',
    line: '#2a323c',
    panel: '#171c22',
    frontier: '#76818f',
  },
};

/** What every axis looks like. */
export function axisLook(theme: ChartTheme) {
  return {
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, fontSize: 11, fontFamily: theme.font, hideOverlap: true },
    splitLine: { lineStyle: { color: theme.line } },
    nameTextStyle: { color: theme.muted, fontSize: 11, fontFamily: theme.font },
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
    textStyle: { color: theme.text, fontSize: 12, fontFamily: theme.font },
  };
}
