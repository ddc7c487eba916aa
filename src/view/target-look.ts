/** A target's colour and shape: the same in the table, the grid and every chart, whatever is shown or hidden. */
import { cutLabels, type CutLabel } from './label-tails.ts';
import type { RunTarget } from '../contract/run.ts';

export type Scheme = 'light' | 'dark';
export const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const;
export type TargetSymbol = (typeof symbols)[number];

export interface TargetLook {
  colour: string;
  symbol: TargetSymbol;
  /** How its name is cut where there is little room. */
  cut?: CutLabel;
}

/** Each at least 3:1 against the panel of its scheme. */
const palette: Record<Scheme, string[]> = {
  light: [
    '#0b7285',
    '#d9480f',
    '#4263eb',
    '#2b8a3e',
    '#c2255c',
    '#9a6b00',
    '#862e9c',
    '#1c7ed6',
    '#7f4f24',
    '#5c8a0d',
    '#c92a2a',
    '#495057',
  ],
  dark: [
    '#3bc9db',
    '#ff922b',
    '#859dff',
    '#69db7c',
    '#f783ac',
    '#f2c94c',
    '#da77f2',
    '#4dabf7',
    '#d4a373',
    '#a9e34b',
    '#ff8787',
    '#adb5bd',
  ],
};

/** In their order; past the last, the first returns. */
export const targetColours = (scheme: Scheme): readonly string[] => palette[scheme];

/** By position in the run, which never changes. Past the twelfth the colours return with other shapes. */
export function lookAt(index: number, scheme: Scheme): TargetLook {
  const colours = palette[scheme];
  const round = Math.floor(index / colours.length);
  return {
    colour: colours[index % colours.length] as string,
    symbol: symbols[(index + round) % symbols.length] as TargetSymbol,
  };
}

export function targetLooks(targets: RunTarget[], scheme: Scheme): Map<string, TargetLook> {
  const cuts = cutLabels(targets.map(({ label }) => label));
  return new Map(
    targets.map(({ id }, index) => [id, { ...lookAt(index, scheme), cut: cuts[index] as CutLabel }]),
  );
}
