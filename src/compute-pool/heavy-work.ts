/** Pure computations that may take long, by name: each takes and gives plain data, so that it can be done on any thread. */
import { compareTable } from '../analyze/compare/compare-table.ts';
import { powerOfRun } from '../analyze/power/power-report.ts';
import { rankTable } from '../analyze/rank/rank-table.ts';
import { recommend } from '../decide/recommend/recommend.ts';
import { route } from '../decide/route/route.ts';

export const heavyWork = { compareTable, powerOfRun, rankTable, recommend, route };

export type HeavyWork = typeof heavyWork;
export type HeavyName = keyof HeavyWork;
