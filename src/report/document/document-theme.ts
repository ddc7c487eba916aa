/** Colours of a report as CSS variables: one drawing is right in both colour schemes, and on paper. */
import type { ChartRoom } from '../../view/charts/chart-room.ts';
import { chartThemes, type ChartTheme } from '../../view/charts/chart-theme.ts';
import { lookAt, targetColours, type Scheme, type TargetLook } from '../../view/target-look.ts';

/** Of a report's charts; `drawChart` leaves it to the style sheet where it can. */
export const documentFont = 'system-ui, sans-serif';

/** What charts of a report are drawn with. */
export const documentTheme: ChartTheme = {
  scheme: 'light',
  font: documentFont,
  text: 'var(--ink)',
  muted: 'var(--soft)',
  line: 'var(--line)',
  panel: 'var(--paper)',
  frontier: 'var(--frontier)',
};

/** The look of the target at a place of its run, as on the page. */
export const documentLook = (place: number): TargetLook => ({
  ...lookAt(place, 'light'),
  colour: `var(--t${place % targetColours('light').length})`,
});

const accents: Record<Scheme, string> = {
  light: '--wash:#f5f6f8;--mark:#0b57a4;--pick:#eaf2fb;--warn:#b35900',
  dark: '--wash:#1f262e;--mark:#74b3f0;--pick:#16293d;--warn:#e0a15c',
};

/** Values of the variables in a colour scheme. */
export function colourVariables(scheme: Scheme): string {
  const { text, muted, line, panel, frontier } = chartThemes[scheme];
  const targets = targetColours(scheme).map((colour, place) => `--t${place}:${colour}`);
  return `--ink:${text};--soft:${muted};--line:${line};--paper:${panel};--frontier:${frontier};${accents[scheme]};${targets.join(';')}`;
}

/** Each chart is drawn for a page or a sheet of paper, and for a telephone. */
export const rooms = {
  broad: { widthPx: 760, nameChars: 28, textChars: 36 },
  narrow: { widthPx: 360, nameChars: 16, textChars: 0 },
} satisfies Record<string, ChartRoom>;
