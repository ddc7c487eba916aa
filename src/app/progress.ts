/** How far a use case is, told to whoever called it: not too often, and with the time that is left. */
import type { Progress } from '../contract/progress.ts';
import type { AppContext } from './context.ts';

/** Between two that are told. */
const minBetweenMs = 200;
/** The pace is that of so long: what is found done already goes faster than what is not. */
const paceMs = 15_000;

export interface Stage extends Pick<Progress, 'stage' | 'unit'> {
  total?: number | null;
}

/** Told of how much is done; `fraction`: of the stage, where its total is not known. */
export type Meter = (done: number, fraction?: number) => void;

interface Mark {
  atMs: number;
  fraction: number;
}

/** One stage begins now. */
export function meter(
  { clock, onProgress }: Pick<AppContext, 'clock' | 'onProgress'>,
  { stage, unit, total = null }: Stage,
): Meter {
  if (!onProgress) return () => undefined;
  let marks: Mark[] = [{ atMs: clock.nowMs(), fraction: 0 }];
  let toldMs = Number.NEGATIVE_INFINITY;
  return (done, known) => {
    const atMs = clock.nowMs();
    if (atMs - toldMs < minBetweenMs) return;
    toldMs = atMs;
    const fraction = known ?? (total ? Math.min(1, done / total) : null);
    if (fraction !== null) marks = [...withinPace(marks, atMs), { atMs, fraction }];
    onProgress({ stage, done, total, unit, fraction, secondsLeft: secondsLeft(marks, fraction) });
  };
}

/** The marks of the last seconds, and the one before them. */
function withinPace(marks: readonly Mark[], atMs: number): Mark[] {
  const first = marks.findIndex((mark) => mark.atMs >= atMs - paceMs);
  return marks.slice(Math.max(0, first === -1 ? marks.length - 1 : first - 1));
}

function secondsLeft(marks: readonly Mark[], fraction: number | null): number | null {
  const [first, last] = [marks[0], marks.at(-1)];
  if (fraction === null || !first || !last || last.fraction <= first.fraction) return null;
  const perMs = (last.fraction - first.fraction) / (last.atMs - first.atMs);
  return perMs > 0 && Number.isFinite(perMs) ? (1 - fraction) / perMs / 1000 : null;
}
