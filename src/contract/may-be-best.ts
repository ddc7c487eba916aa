/** When a figure may be called the best of a run's: in its list, in the terminal, in reports and on the page. */
import type { Run } from './run.ts';

/** A run that stopped early and had not asked all targets as often: their figures are of other cases. `asked`: calls of each target. */
export const isUneven = ({ status }: Pick<Run, 'status'>, asked: readonly number[]): boolean =>
  status !== 'done' && new Set(asked).size > 1;

/** Less than half of a target's samples. */
export const isFew = (n: number, samples: number): boolean => n * 2 < samples;
